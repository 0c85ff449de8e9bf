/* What the JSON of /jobs/{id}/figures says, in sentences, pictures and tables; for the report and for the page.
   Links are functions that give the address of a probeset and of a genotyping batch, where there is one to go to. */
(function () {
  'use strict';

  const { format, charts } = window.homogeneity;
  const { element, section, note, legend, head, scrolling, nameClass, number, growing } = window.homogeneity.elements;
  const MAX_FINDINGS = 1000;
  const FIRST_FINDINGS = 25;
  const FIRST_BATCHES = 30;
  const MAX_NAMED = 4;
  const ENOUGH_TESTS = 100;

  const QUESTIONS = {
    all: ['All four columns', 'AA, AB, BB and missing calls together'],
    calls: ['Calls', 'AA, AB and BB'],
    nocalls: ['Missing calls', 'called against not called']
  };

  const GOOD_FOR = {
    conservative: 'taking out without a look at cluster plots; leaves most of what is bad in',
    balanced: 'data before association tests',
    sensitive: 'a list to look at; in large data it takes differences of no consequence'
  };

  /* The answer */

  function policyOf(figures, name) {
    return (figures.policies || []).find(policy => policy.policy === name);
  }

  function outstanding(figures) {
    const batches = figures.genotyping_batches;
    return batches ? batches.batch_name.filter((_, i) => batches.stands_out[i]) : [];
  }

  /** What should go, by a policy; of a basic analysis how many probesets differ. */
  function answer(figures, name) {
    const summary = figures.summary;
    const policy = policyOf(figures, name);
    if (!policy) {
      const tested = summary.standard + summary.monte_carlo;
      return format.count(summary.significant) + ' of ' + format.counted(tested, 'tested probeset') + ' '
        + (summary.significant === 1 ? 'differs' : 'differ') + ' between genotyping batches at p < '
        + summary.significance_level + '; by chance alone ' + format.count(summary.significance_level * tested) + ' would.';
    }
    const whole = policy.whole_probesets;
    const pairs = policy.blanked_pairs;
    const parts = [];
    if (whole > 0) {
      parts.push(format.count(whole) + ' of ' + format.counted(summary.probesets, 'probeset'));
    }
    if (pairs > 0) {
      parts.push(format.count(pairs) + ' (probeset, genotyping batch) ' + (pairs === 1 ? 'pair' : 'pairs')
        + (whole > 0 ? '' : ' of ' + format.counted(summary.probesets, 'probeset')));
    }
    const taken = parts.length > 0
      ? parts.join(' and ') + ' should go'
      : 'None of ' + format.counted(summary.probesets, 'probeset') + ' has to go';
    const names = outstanding(figures);
    return taken + '; ' + (names.length === 0
      ? 'no genotyping batch stands out.'
      : format.list(names, MAX_NAMED) + (names.length === 1 ? ' stands out.' : ' stand out.'));
  }

  function sentences(figures) {
    const summary = figures.summary;
    const all = figures.p_values[0];
    const tested = summary.standard + summary.monte_carlo;
    const methods = [format.counted(summary.standard, 'probeset') + ' had expected counts large enough for the chi-squared '
      + 'distribution', format.count(summary.monte_carlo) + (summary.monte_carlo === 1 ? ' was' : ' were')
      + ' compared with simulated tables instead'];
    if (summary.skipped > 0) {
      methods.push(format.count(summary.skipped) + ' had nothing to test');
    }
    const lead = [
      'The genotypes of ' + format.counted(summary.genotyping_batches, 'genotyping batch', 'genotyping batches')
        + (summary.strata > 0 ? ' were compared within ' + format.counted(summary.strata, 'stratum', 'strata') : ' were compared')
        + ' at ' + format.counted(summary.probesets, 'probeset') + '. '
        + methods.slice(0, -1).join(', ') + ' and ' + methods[methods.length - 1] + '.'
    ];
    if (figures.policies) {
      lead.push(format.count(summary.significant) + ' of ' + format.count(tested) + ' tested probesets ('
        + format.percent(tested === 0 ? 0 : summary.significant / tested) + ') differ between genotyping batches at p\u00a0<\u00a0'
        + summary.significance_level + '; by chance alone at most ' + format.count(summary.significance_level * tested)
        + ' would. What should go is judged by the size of a difference as well as by its p-value, as the policy '
        + 'balanced does.');
    }
    if (all.at_floor > 0) {
      lead.push(format.counted(all.at_floor, 'simulated p-value') + (all.at_floor === 1 ? ' is' : ' are')
        + ' at the floor of ' + format.pValue(Math.log10(all.floor)) + ': no simulated table was as extreme, and the true '
        + 'p-value may be smaller.');
    }
    return lead.map(text => element('p', {}, text));
  }

  function numbers(figures, name) {
    const summary = figures.summary;
    const policy = policyOf(figures, name);
    const lambda = figures.p_values[0];
    const shown = [[format.count(summary.probesets), 'probesets'],
      [format.count(summary.genotyping_batches), 'genotyping batches'],
      [format.count(summary.significant), 'significant, p < ' + summary.significance_level]];
    if (policy) {
      shown.push([format.count(figures.findings.total), 'findings'],
        [format.count(policy.whole_probesets), 'probesets to take out whole'],
        [format.count(policy.blanked_pairs), 'pairs to blank']);
    } else {
      shown.push([format.significant(lambda.lambda, 3), 'λ of ' + format.counted(lambda.standard, 'standard test')]);
    }
    return element('dl', { class: 'numbers' }, shown.map(([number, label]) =>
      element('div', {}, element('dt', {}, label), element('dd', {}, number))));
  }

  window.homogeneity.pictures = function (links) {
    const pending = [];

    /** A name as a link to what it names; as text where there is no place to go to, or the name is cut. */
    function linked(kind, name) {
      return links[kind] && !name.endsWith('…') ? element('a', { href: links[kind](name) }, name) : name;
    }

    /** Goes where a point leads. */
    function open(target) {
      const kind = Object.keys(target)[0];
      if (links[kind] && !target[kind].endsWith('…')) {
        window.location.assign(links[kind](target[kind]));
      }
    }

    /** Draws what was made, once it is in the document. */
    function draw() {
      while (drawNext()) {
        // all of them
      }
    }

    /** Draws one picture, for those who let the browser show it before the next; false where there was none left. */
    function drawNext() {
      const drawing = pending.shift();
      if (drawing) {
        drawing();
      }
      return Boolean(drawing);
    }

    /* Pictures */

    function origins(pValues) {
      return ['standard', 'simulated', 'at_floor'].filter(origin => pValues.some(of => of[origin] > 0))
        .map(origin => ['fill-' + origin, charts.SYMBOLS[origin], charts.ORIGIN_NAMES[origin]]);
    }

    function picture(shape, label, option, caption, height) {
      const place = element('div', { class: 'chart ' + shape, role: 'img', 'aria-label': label });
      if (height) {
        place.style.height = height + 'px';
      }
      pending.push(() => charts.draw(place, option, open));
      return element('figure', {}, caption && element('figcaption', {}, caption), place);
    }

    function lambdaText(of) {
      return of.standard < ENOUGH_TESTS
        ? 'too few standard tests for λ (' + format.count(of.standard) + ')'
        : 'λ = ' + format.significant(of.lambda, 3) + ' of ' + format.counted(of.standard, 'standard test');
    }

    function quantiles(figures) {
      const sets = figures.p_values;
      const areCut = sets.some(of => charts.cut(of).isCut);
      return section('Are there more small p-values than there should be?',
        note('Each probeset is a point. Where nothing is wrong, points follow the line and stay within the band, which holds each '
          + 'of them with a probability of 95 %. A few bad probesets leave it at the right end, a bad plate lifts the whole '
          + 'curve; λ, the median of the standard tests over what it should be, is then well above 1. Simulated p-values are '
          + 'discrete and larger than they would be otherwise, most so those of missing calls.', areCut ? ' The vertical axis is cut: arrows at its end are points beyond it.' : ''),
        element('div', { class: sets.length === 1 ? 'panels one' : 'panels' }, sets.map(of =>
          picture('square', 'QQ plot of ' + QUESTIONS[of.question][0].toLowerCase() + ': '
            + format.counted(of.tested, 'p-value') + ', ' + lambdaText(of), charts.quantiles(of),
          [element('h3', {}, QUESTIONS[of.question][0]), lambdaText(of)]))),
        legend(origins(sets).concat([['line-band', 'band', 'where 95 % of sound p-values are']])));
    }

    /** Nothing where no positions are known. */
    function manhattan(figures) {
      const along = figures.manhattan;
      if (!along) {
        return null;
      }
      return section('Where on the chromosomes are they?',
        note('The p-values of all four columns, by position. A column of points that rises above its surroundings is rarely a '
          + 'matter of plates: in a region, samples of one plate may be of another ancestry. On X, Y and MT batches also differ '
          + 'where they have men and women in different shares. Of points close to each other the smallest p-value is drawn.',
        along.elsewhere > 0
          ? ' ' + format.counted(along.elsewhere, 'probeset is', 'probesets are') + ' on no chromosome drawn here.' : ''),
        picture('square', 'p-values along ' + format.counted(along.chromosomes.name.length, 'chromosome'),
          charts.manhattan(along)));
    }

    function histograms(figures) {
      const sets = figures.p_values;
      return section('How p-values are spread',
        note('Sound probesets spread evenly, along the line; bad ones heap up at the left end. A heap at 1 is of probesets with '
          + 'few samples of one genotype, or few missing calls, whose tests can hardly find anything.'),
        element('div', { class: sets.length === 1 ? 'panels one' : 'panels' }, sets.map(of =>
          picture('low', 'Histogram of ' + format.counted(of.tested, 'p-value') + ' of ' + QUESTIONS[of.question][0].toLowerCase(),
            charts.histogram(of), [element('h3', {}, QUESTIONS[of.question][0]), QUESTIONS[of.question][1]]))),
        legend(origins(sets)));
    }

    const KIND_ENTRIES = Object.keys(format.KINDS).map(kind => ['fill-' + kind, charts.SYMBOLS[kind], format.KINDS[kind]]);

    function strip(figures) {
      const batches = figures.genotyping_batches;
      const names = outstanding(figures);
      const first = batches.batch_name[0];
      const most = batches.n_findings[0];
      return section('The genotyping batches',
        note(names.length > 0
          ? format.list(names, MAX_NAMED) + (names.length === 1 ? ' stands' : ' stand') + ' out from the others, by findings or '
            + 'by how much of all probesets differ. Have a look at such a plate as a whole before its probesets are taken out.'
          : 'No genotyping batch has many more findings than the others, nor differs in most probesets. '
            + (most > 0 ? first + ' has the most findings, ' + format.count(most) + '.' : '')),
        picture('strip', 'Call rate, difference from the rest and number of findings of each genotyping batch; the same numbers '
          + 'are in the report card below', charts.strip(batches), null, charts.stripHeight(batches)),
        legend(KIND_ENTRIES));
    }

    function cloud(figures) {
      const findings = figures.findings;
      if (findings.total === 0) {
        return section('Findings', note('There are none: no genotyping batch differs from the others in any probeset.'));
      }
      const shown = Math.min(findings.probeset_id.length, MAX_FINDINGS);
      const isThinned = findings.probeset_id.length < findings.total;
      return section('Findings',
        note('A finding is a probeset in one genotyping batch that differs from all other batches by an exact test. Far left or '
          + 'right, its alleles have other frequencies there; far up, calls are missing there.',
        isThinned ? ' ' + format.count(findings.probeset_id.length) + ' of ' + format.count(findings.total)
          + ' are drawn, the most extreme all among them.' : ''),
        picture('cloud', format.counted(findings.total, 'finding') + ' by difference in allele frequency and in missing calls',
          charts.cloud(findings)),
        legend(KIND_ENTRIES),
        findingsTable(findings, shown));
    }

    /* Tables */

    /** "0.41", and beneath it what it is in the rest. */
    function withRest(here, difference, show) {
      return number(show(here), element('small', {}, 'rest ' + (format.isNumber(difference) ? show(here - difference) : '–')));
    }

    function findingsTable(findings, shown) {
      const frequency = value => format.isNumber(value) ? format.fixed(Math.abs(value), 3) : '–';
      const body = element('tbody', {});
      const rows = Array.from({ length: shown }, (_, i) => () => element('tr', {},
        element('th', { scope: 'row', class: nameClass(findings.probeset_id[i]) }, linked('probeset', findings.probeset_id[i])),
        element('td', { class: nameClass(findings.batch_names[findings.batch[i]]) },
          linked('batch', findings.batch_names[findings.batch[i]]),
          findings.stratum && element('small', {}, findings.stratum[i])),
        element('td', {}, format.kinds(findings.kinds[i])),
        number(format.pValue(findings.log10_pvalue_calls[i])),
        number(format.pValue(findings.log10_pvalue_nocalls[i])),
        withRest(findings.allele_frequency[i], findings.frequency_difference[i], frequency),
        withRest(findings.nocall_rate[i], findings.nocall_difference[i], value => format.percent(Math.abs(value)))));
      const button = growing(FIRST_FINDINGS, rows, body, ['finding']);
      return [scrolling('Findings', element('table', {},
        element('caption', {}, shown < findings.total
          ? 'The ' + format.count(shown) + ' findings with the smallest p-values, of ' + format.count(findings.total)
            + '; the file of findings has all of them.'
          : 'All findings, those with the smallest p-values first.'),
        head([['Probeset'], ['Genotyping batch'], ['Differs in'], ['p, calls', true], ['p, missing', true],
          ['Frequency of B', true], ['Missing calls', true]]),
        body)), button];
    }

    function policies(figures) {
      const most = figures.policies[0].max_batches;
      return section('What to take out',
        note('A policy takes a probeset out whole, or blanks it in single genotyping batches and keeps it in the others. A '
          + 'probeset that is bad in more than ' + format.counted(most, 'genotyping batch', 'genotyping batches')
          + ' goes whole.'),
        scrolling('Policies', element('table', { class: 'policies' },
          head([['Policy'], ['Probesets taken out whole', true], ['Pairs blanked', true], ['Genotyping batches touched', true]]),
          element('tbody', {}, figures.policies.map(policy =>
            element('tr', { class: policy.policy === 'balanced' ? 'default' : undefined },
              element('th', { scope: 'row' }, policy.policy,
                policy.policy === 'balanced' && element('span', { class: 'tag' }, 'default'),
              element('small', {}, 'for ' + GOOD_FOR[policy.policy])),
              number(format.count(policy.whole_probesets)),
              number(format.count(policy.blanked_pairs)),
              number(format.count(policy.batches))))))));
    }

    function reportCard(figures) {
      const card = figures.genotyping_batches;
      const body = element('tbody', {});
      const ratio = (value, tests) => number(format.significant(value, 3),
        tests !== undefined && element('small', {}, format.count(tests) + ' tests'));
      const rows = card.batch_name.map((name, i) => () => element('tr', { class: card.stands_out[i] ? 'out' : undefined },
        element('th', { scope: 'row', class: nameClass(name) }, linked('batch', name),
          card.stands_out[i] && element('span', { class: 'tag' }, 'stands out')),
        number(format.count(card.samples[i])),
        number(format.percent(card.call_rate[i])),
        ratio(card.mean_chi2_calls[i]),
        ratio(card.lambda_calls[i], card.n_standard_tests_calls[i]),
        ratio(card.mean_chi2_nocalls[i]),
        ratio(card.lambda_nocalls[i], card.n_standard_tests_nocalls[i]),
        number(format.count(card.n_findings[i])),
        number(format.count(card.n_calls[i])),
        number(format.count(card.n_nocalls[i])),
        number(format.count(card.n_swapped_alleles[i])),
        number(format.count(card.n_collapsed_cluster[i])),
        number(format.count(card.n_worst_of[i]),
          element('small', {}, format.count(card.n_significant_only_with_it[i]) + ' by it'))));
      const button = growing(FIRST_BATCHES, rows, body, ['genotyping batch', 'genotyping batches']);
      return section('Report card of the genotyping batches',
        note('Each against all others together, those with most findings first. Mean χ² and λ are about 1 for a sound batch. '
          + 'Worst of: the significant probesets that differ most in this batch, and how many of them would not be '
          + 'significant without it.'),
        scrolling('Report card', element('table', { class: 'wide' },
          element('caption', {}, card.batch_name.length < card.total
            ? 'The first ' + format.count(card.batch_name.length) + ' of ' + format.count(card.total) + '.' : ''),
          head([['Genotyping batch'], ['Samples', true], ['Call rate', true], ['Mean χ², calls', true], ['λ, calls', true],
            ['Mean χ², missing', true], ['λ, missing', true], ['Findings', true], ['Calls', true], ['Missing', true],
            ['Swapped', true], ['Collapsed', true], ['Worst of', true]]),
          body)), button);
    }

    function timeline(times) {
      if (times.total === 0) {
        return null;
      }
      const place = element('div', { class: 'chart time', role: 'img',
        'aria-label': 'When each of ' + format.counted(times.total, 'probeset batch', 'probeset batches') + ' ran' });
      const details = element('details', {}, element('summary', {}, 'Where the time went'),
        note(format.counted(times.total, 'probeset batch', 'probeset batches') + ', from start to end, by the worker that ended '
          + 'each. ', times.verdict && times.verdict.recommendation),
        element('figure', {}, place));
      let isDrawn = false;
      details.addEventListener('toggle', () => {
        if (details.open && !isDrawn) {
          isDrawn = true;
          charts.draw(place, charts.timeline(times));
        }
      });
      return element('section', {}, details);
    }

    return {
      answer, sentences, numbers, policies, strip, quantiles, manhattan, cloud, histograms, reportCard, timeline, picture,
      draw, drawNext
    };
  };
}());
