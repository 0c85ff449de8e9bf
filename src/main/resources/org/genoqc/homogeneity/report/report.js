/* The report: what the embedded data say. */
(function () {
  'use strict';

  const format = window.homogeneity.format;
  const { element, section, facts, code } = window.homogeneity.elements;
  const pictures = window.homogeneity.pictures({});

  function header(data) {
    const subject = data.subject;
    return element('header', {},
      element('p', { class: 'eyebrow' },
        element('strong', {}, subject.input.name),
        element('span', {}, 'Homogeneity of genotyping batches'),
        element('span', {}, format.moment(subject.ended))),
      element('h1', {}, pictures.answer(data.figures, 'balanced')),
      element('div', { class: 'lead' }, pictures.sentences(data.figures)),
      subject.warnings.map(warning => element('p', { class: 'warning' }, 'Note: ' + warning)));
  }

  function provenance(data) {
    const subject = data.subject;
    const summary = data.figures.summary;
    return section('How this was made',
      element('div', { class: 'columns' },
        element('div', {}, element('h3', {}, 'Files'), facts([
          ['Input', subject.input.name + ', ' + format.bytes(subject.input.bytes) + ', ' + format.counted(subject.rows, 'row')],
          ['SHA-256', code(subject.input.sha256)],
          ['Result', subject.result.name + ', ' + format.bytes(subject.result.bytes)],
          ['SHA-256', code(subject.result.sha256)]
        ].concat(subject.job ? [['Job', code(subject.job)]] : []))),
        element('div', {}, element('h3', {}, 'Program'), facts([
          ['Version', 'chi2-homogeneity ' + subject.version], ['Java', subject.java],
          ['Ended', format.moment(subject.ended)], ['Took', format.duration(subject.seconds)]])),
        element('div', {}, element('h3', {}, 'Methods'), facts([
          ['standard', format.counted(summary.standard, 'probeset')],
          ['monte_carlo', format.counted(summary.monte_carlo, 'probeset')],
          ['skipped', format.counted(summary.skipped, 'probeset')]])),
        element('div', {}, element('h3', {}, 'Parameters'), facts(Object.entries(subject.parameters)
          .map(([name, value]) => [code(name), code(value)])))),
      data.figures.policies && [element('h3', { class: 'gap' }, 'Rules of the policies'),
        facts(data.figures.policies.map(policy => [policy.policy, code(policy.rules)]))]);
  }

  function show(data) {
    const figures = data.figures;
    const isFull = Boolean(figures.policies);
    document.title = data.subject.input.name + ' – chi2-homogeneity report';
    document.getElementById('page').replaceChildren(
      header(data), pictures.numbers(figures, 'balanced'),
      ...[isFull && pictures.policies(figures), isFull && pictures.strip(figures), pictures.quantiles(figures), pictures.manhattan(figures),
        isFull && pictures.cloud(figures), pictures.histograms(figures), isFull && pictures.reportCard(figures),
        provenance(data), pictures.timeline(data.timeline)].filter(Boolean));
    pictures.draw();
  }

  show(JSON.parse(document.getElementById('data').textContent));
}());
