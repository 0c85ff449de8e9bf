/* The view of a probeset: its counts beside what would be expected, where it differs, and what its p-values are. */
import { get, jobPath, query } from './api.js';
import { completeJob, draw, jobAddress, jobHeader, LN_10, log10Of, originOf, picturesOf, pValue } from './parts.js';
import { componentOrigin, isTrue } from './tables.js';

const { format, charts } = window.homogeneity;
const { element, section, note, head, scrolling, nameClass, number, legend, facts } = window.homogeneity.elements;
const CALLED = ['AA', 'AB', 'BB'];
/** From here on a residual is coloured faintly, clearly, strongly. */
const STEPS = [2, 3, 5];

/* The counts */

function tint(residual) {
  if (!format.isNumber(residual)) {
    return '';
  }
  const strength = STEPS.filter(step => Math.abs(residual) >= step).length;
  return strength === 0 ? '' : ' ' + (residual > 0 ? 'more-' : 'fewer-') + strength;
}

function cell(row, i) {
  const residual = row.residuals[i];
  return element('td', { class: 'number cell' + tint(residual) }, format.count(row.observed[i]),
    element('small', {}, format.isNumber(row.expected[i])
      ? [element('span', { class: 'hidden' }, 'expected '), format.fixed(row.expected[i], row.expected[i] < 10 ? 2 : 1),
        element('span', { class: 'residual' }, (residual > 0 ? '+' : '') + format.fixed(residual, 1))]
      : 'excluded'));
}

function countsTable(counts) {
  return scrolling('Counts', element('table', { class: 'counts' },
    element('caption', {}, 'Observed counts; beneath each what would be expected if all genotyping batches were alike'
      + (counts.genotyping_batches.some(row => row.stratum) ? ' within each stratum' : '') + ', and the residual, (observed − expected) / √expected.'),
    head([['Genotyping batch'], ...counts.genotypes.map(genotype => [genotype === 'NC' ? 'No call' : genotype, true]), ['Samples', true],
      ['Finding']]),
    element('tbody', {}, counts.genotyping_batches.map(row => element('tr', { class: row.kinds.length > 0 ? 'out' : undefined },
      element('th', { scope: 'row', class: nameClass(row.batch_name) }, format.batch(row.batch_name, row.stratum)),
      counts.genotypes.map((_, i) => cell(row, i)),
      number(format.count(row.observed.reduce((sum, count) => sum + count, 0))),
      element('td', {}, row.kinds.length > 0 ? element('span', { class: 'tag' }, format.kinds(row.kinds.join(','))) : ''))))));
}

function residualLegend() {
  return element('ul', { class: 'legend residuals' },
    [['fewer-3', 'far fewer than expected'], ['fewer-1', 'fewer'], ['more-1', 'more'], ['more-3', 'far more than expected']].map(
      ([name, label]) => element('li', {}, element('span', { class: 'patch ' + name }), label)));
}

/* What the p-value is */

function interval(low, high) {
  return (low === 0 ? '0' : format.pValue(log10Of(low))) + ' to ' + format.pValue(log10Of(high));
}

function explanation(result) {
  const parts = [];
  if (result.method === 'skipped') {
    return ['It was not tested. ' + (result.error || '')];
  }
  if (result.method === 'standard') {
    parts.push('Its p-value is that of the chi-squared distribution: the smallest expected count, '
      + format.significant(result.min_expected_count, 3) + ', is large enough for it.');
    if (format.isNumber(result.pvalue_simulated)) {
      parts.push('It was also simulated: ' + format.pValue(log10Of(result.pvalue_simulated)) + ', with 99 % confidence '
        + interval(result.pvalue_simulated_low, result.pvalue_simulated_high) + '.');
    }
    return parts;
  }
  parts.push('The smallest expected count is ' + format.significant(result.min_expected_count, 3) + ', too small for the '
    + 'chi-squared distribution; so the table was compared with ' + format.count(result.n_simulations) + ' simulated ones with the '
    + 'same margins.');
  parts.push(isTrue(result.pvalue_at_floor)
    ? 'None of them was as extreme. The p-value is at the floor, the smallest that so many tables can give; the true one is, with '
      + '99 % confidence, ' + interval(result.pvalue_low, result.pvalue_high) + '.'
    : format.count(result.n_exceedances) + ' of them ' + (result.n_exceedances === 1 ? 'was' : 'were') + ' at least as extreme. With '
      + '99 % confidence the p-value is ' + interval(result.pvalue_low, result.pvalue_high) + '.');
  return parts;
}

function headline(result, findings) {
  if (result.method === 'skipped') {
    return 'There is nothing to test.';
  }
  if (findings.length === 0) {
    return result.pvalue < 0.05 ? 'Genotyping batches differ, but none by itself.' : 'No genotyping batch stands out.';
  }
  const names = Array.from(new Set(findings.map(finding => finding.batch_name)));
  const kinds = Array.from(new Set(findings.flatMap(finding => finding.kinds)));
  return format.list(names, 3) + (names.length === 1 ? ' differs' : ' differ') + ': '
    + format.list(kinds.map(kind => format.KINDS[kind] || kind), 4) + '.';
}

function tests(result) {
  const row = (name, what, value, origin, method) => element('tr', {},
    element('th', { scope: 'row' }, name, element('small', {}, what)), number(origin === null && format.isNumber(value) ? format.pValue(value) : pValue(value, origin)), element('td', {}, method || '–'));
  const words = { standard: 'chi-squared distribution', monte_carlo: 'simulation', skipped: 'nothing to test' };
  const isFull = result.method_calls !== undefined && result.method_calls !== null && result.method_calls !== '';
  return scrolling('Tests', element('table', { class: 'tests' },
    element('caption', { class: 'hidden' }, 'Tests'),
    head([['Test'], ['p', true], ['By']]),
    element('tbody', {},
      row('All four columns', 'AA, AB, BB and missing calls', result.ln_pvalue / LN_10,
        originOf(result.method, isTrue(result.pvalue_at_floor)), words[result.method]),
      isFull && [
        row('Calls', 'AA, AB and BB', log10Of(result.pvalue_calls), componentOrigin(result.method_calls, result.pvalue_calls),
          words[result.method_calls]),
        row('Missing calls', 'called against not called', log10Of(result.pvalue_nocalls),
          componentOrigin(result.method_nocalls, result.pvalue_nocalls), words[result.method_nocalls]),
        format.isNumber(result.pvalue_without_worst) && row('Without ' + result.worst_batch, 'the genotyping batch that differs most',
          log10Of(result.pvalue_without_worst), null, 'all four columns'),
        row('Benjamini-Hochberg', 'adjusted for all tested probesets', log10Of(result.pvalue_bh), null, 'false discovery rate'),
        row('Bonferroni', 'adjusted for all tested probesets', log10Of(result.pvalue_bonferroni), null, 'family-wise error')
      ])));
}

function findingsTable(findings) {
  return scrolling('Findings', element('table', {},
    element('caption', { class: 'hidden' }, 'Findings of this probeset'),
    head([['Genotyping batch'], ['Differs in'], ['p, calls', true], ['p, missing', true], ['Frequency of B', true],
      ['Odds ratio', true], ['p, Hardy-Weinberg', true]]),
    element('tbody', {}, findings.map(finding => element('tr', {},
      element('th', { scope: 'row', class: nameClass(finding.batch_name) }, format.batch(finding.batch_name, finding.stratum)),
      element('td', {}, format.kinds(finding.kinds.join(','))),
      number(format.pValue(finding.ln_pvalue_calls / LN_10)),
      number(format.pValue(finding.ln_pvalue_nocalls / LN_10)),
      number(format.fixed(finding.allele_frequency, 3), element('small', {}, 'rest ' + format.fixed(finding.allele_frequency_rest, 3))),
      number(format.significant(finding.odds_ratio, 3), element('small', {},
        format.significant(finding.odds_ratio_low, 2) + ' to ' + format.significant(finding.odds_ratio_high, 2))),
      number(format.pValue(log10Of(finding.pvalue_hwe))))))));
}

/* The view */

export async function probesetView(container, signal, search, id, probeset) {
  const job = await completeJob(id, signal);
  const counts = await get(jobPath(id, '/counts' + query({ probeset_id: probeset })), signal);
  document.title = probeset + ' – chi2-homogeneity';
  const result = counts.result;
  const findings = counts.findings || [];
  const pictures = picturesOf(id);
  const rows = counts.genotyping_batches;
  const bars = pictures.picture('genotypes', 'Shares of genotypes in each genotyping batch; the same counts are in the table below',
    charts.genotypes(counts.genotypes, rows));
  container.replaceChildren(
    jobHeader(job, '/probesets'),
    element('header', {},
      element('p', { class: 'eyebrow' }, element('a', { href: jobAddress(id, '/probesets') }, 'Probesets'),
        element('strong', {}, probeset)),
      element('h1', {}, headline(result, findings)),
      element('div', { class: 'lead' }, explanation(result).map(text => element('p', {}, text)))),
    element('dl', { class: 'numbers' }, [
      [pValue(result.ln_pvalue / LN_10, originOf(result.method, isTrue(result.pvalue_at_floor))), 'p, all four columns'],
      [format.significant(result.chi2_statistic, 4), 'χ², ' + format.counted(result.dof, 'degree') + ' of freedom'],
      [format.count(result.total_samples), 'samples in ' + format.counted(result.n_batches, 'genotyping batch', 'genotyping batches')],
      [format.percent(result.call_rate), 'call rate'],
      [format.fixed(result.maf, 3), 'frequency of the rarer allele'],
      [format.fixed(result.cramers_v, 3), 'Cramér’s V of the calls']
    ].map(([value, label]) => element('div', {}, element('dt', {}, label), element('dd', {}, value)))),
    section('Genotypes by genotyping batch',
      note('Each bar is a genotyping batch. ', rows.some(row => row.kinds.length > 0)
        ? 'Those with a finding have a mark above them.' : 'None of them has a finding.'),
      bars, legend(counts.genotypes.map(genotype => ['fill-' + genotype, 'rect', CALLED.includes(genotype) ? genotype : 'no call']))),
    ...[section('Counts', countsTable(counts), residualLegend()),
      section('Tests', tests(result)),
      findings.length > 0 && section('Findings', findingsTable(findings)),
      element('section', {}, element('details', {}, element('summary', {}, 'Its row of the result'),
        facts(Object.entries(result).map(([name, value]) =>
          [element('code', {}, name), element('code', {}, value === null || value === '' ? '–' : String(value))]))))].filter(Boolean));
  await draw(pictures, signal);
}
