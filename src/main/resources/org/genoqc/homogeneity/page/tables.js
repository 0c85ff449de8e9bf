/* The views of a job's probesets and of its findings: tables that the service filters, sorts and pages. */
import { get, jobPath, query } from './api.js';
import {
  announce, button, completeJob, jobAddress, jobHeader, LN_10, linkButton, log10Of, originLegend, originOf, probesetAddress, problemBox, pValue
} from './parts.js';

const { format } = window.homogeneity;
const { element, nameClass, number } = window.homogeneity.elements;
const PAGE = 50;
const TYPING_PAUSE_MILLISECONDS = 300;

/* Filters */

function field(name, label, control) {
  control.id = 'filter-' + name;
  control.name = name;
  return element('div', { class: 'field' }, element('label', { for: control.id }, label),
    control.tagName === 'SELECT' ? element('div', { class: 'select' }, control) : control);
}

function textFilter(value, placeholder) {
  return element('input', { type: 'search', value: value || '', placeholder, autocomplete: 'off', spellcheck: 'false' });
}

function choice(value, any, options) {
  return element('select', {}, element('option', { value: '' }, any), options.map(([of, label]) =>
    element('option', { value: of, selected: of === value }, label || of)));
}

const KINDS = Object.entries(format.KINDS);
const METHODS = [['standard'], ['monte_carlo'], ['skipped']];

async function batchNames(job, signal) {
  if (!job.links.genotyping_batches) {
    return [];
  }
  const collator = new Intl.Collator('en', { numeric: true });
  const rows = (await get(jobPath(job.id, '/genotyping-batches'), signal)).genotyping_batches;
  return rows.map(row => row.batch_name).sort(collator.compare).map(name => [name]);
}

/* Columns: title, what a cell shows, by what it sorts, whether larger is first */

const PROBESET_COLUMNS = [
  { title: 'Probeset', sort: 'probeset_id' },
  { title: 'p', sort: 'pvalue', isNumber: true, cell: row => pValue(row.ln_pvalue / LN_10, originOf(row.method, isTrue(row.pvalue_at_floor))) },
  { title: 'p, calls', sort: 'pvalue_calls', isNumber: true, isFull: true,
    cell: row => pValue(log10Of(row.pvalue_calls), componentOrigin(row.method_calls, row.pvalue_calls)) },
  { title: 'p, missing', sort: 'pvalue_nocalls', isNumber: true, isFull: true,
    cell: row => pValue(log10Of(row.pvalue_nocalls), componentOrigin(row.method_nocalls, row.pvalue_nocalls)) },
  { title: 'Adjusted p (BH)', isNumber: true, isFull: true, cell: row => format.pValue(log10Of(row.pvalue_bh)) },
  { title: 'Findings', sort: 'n_findings', isDescending: true, isNumber: true, isFull: true, cell: row => format.count(row.n_findings) },
  { title: 'Worst batch', isFull: true, cell: row => row.worst_batch || '–' },
  { title: 'Δ\u00a0frequency', sort: 'largest_frequency_difference', isDescending: true, isNumber: true, isFull: true,
    cell: row => format.fixed(row.largest_frequency_difference, 3) },
  { title: 'Δ\u00a0missing calls', sort: 'largest_nocall_difference', isDescending: true, isNumber: true, isFull: true,
    cell: row => format.percent(row.largest_nocall_difference) },
  { title: 'Call rate', sort: 'call_rate', isNumber: true, isFull: true, cell: row => format.percent(row.call_rate) },
  { title: 'MAF', sort: 'maf', isDescending: true, isNumber: true, isFull: true, cell: row => format.fixed(row.maf, 3) }
];

const FINDING_COLUMNS = [
  { title: 'Probeset', sort: 'probeset_id' },
  { title: 'Genotyping batch', sort: 'batch_name' },
  { title: 'p', sort: 'pvalue', isNumber: true, cell: row => bothPValues(row) },
  { title: 'Differs in', cell: row => format.kinds(row.kinds.join(',')) },
  { title: 'Δ\u00a0frequency', sort: 'frequency_difference', isDescending: true, isNumber: true,
    cell: row => [signed(format.fixed(row.frequency_difference, 3)),
      element('small', {}, format.fixed(row.allele_frequency, 3) + ', rest ' + format.fixed(row.allele_frequency_rest, 3))] },
  { title: 'Δ\u00a0missing calls', sort: 'nocall_difference', isDescending: true, isNumber: true,
    cell: row => [signed(format.percent(row.nocall_difference)),
      element('small', {}, share(row, '') + ', rest ' + share(row, '_rest'))] },
  { title: 'Odds ratio', isNumber: true, cell: row => [ratio(row.odds_ratio, 3),
    element('small', {}, ratio(row.odds_ratio_low, 2) + ' to ' + ratio(row.odds_ratio_high, 2))] },
  { title: 'p, Hardy-Weinberg', isNumber: true, cell: row => format.pValue(log10Of(row.pvalue_hwe)) }
];

/** The tests of calls and of missing calls simulate until so many tables at most. */
const COMPONENT_FLOOR = 1 / 10001;

export function componentOrigin(method, value) {
  return originOf(method, format.isNumber(value) && value < COMPONENT_FLOOR * 1.000001);
}

export function isTrue(value) {
  return value === true || value === 'true';
}

/** The smaller p-value of a finding, and beneath it the other one. */
function bothPValues(row) {
  const calls = format.pValue(row.ln_pvalue_calls / LN_10);
  const missing = format.pValue(row.ln_pvalue_nocalls / LN_10);
  return row.ln_pvalue_calls <= row.ln_pvalue_nocalls
    ? [calls, element('small', {}, 'missing calls ' + missing)]
    : [missing, element('small', {}, 'calls ' + calls)];
}

/** From 10⁻⁹ to millions. */
function ratio(value, digits) {
  return value > 0 && value < 0.001 ? format.pValue(Math.log10(value))
    : value >= 1000 ? format.count(Number(value.toPrecision(digits))) : format.significant(value, digits);
}

/** With a plus where it is above zero. */
function signed(text) {
  return /^[\d.,]*[1-9]/.test(text) ? '+' + text : text;
}

function share(row, of) {
  const missing = row['n_NC' + of];
  const all = row['n_AA' + of] + row['n_AB' + of] + row['n_BB' + of] + missing;
  return format.percent(all === 0 ? NaN : missing / all);
}

/* The table */

function columnHead(column, values, sortBy) {
  const attributes = { scope: 'col', class: column.isNumber ? 'number' : undefined };
  if (!column.sort) {
    return element('th', attributes, column.title);
  }
  const isCurrent = values.sort === column.sort;
  if (isCurrent) {
    attributes['aria-sort'] = values.order === 'desc' ? 'descending' : 'ascending';
  }
  return element('th', attributes, button([column.title, element('span', { class: 'arrow', 'aria-hidden': 'true' },
    isCurrent ? (values.order === 'desc' ? '↓' : '↑') : '↕')].map(part =>
    typeof part === 'string' ? element('span', {}, part) : part), () => sortBy(column, isCurrent), 'sort'));
}


/**
 * A table with filters above it. What is filtered and where one is stands in the address, so that it can be kept, sent and gone
 * back to.
 */
async function tableView(container, signal, of) {
  const { job, below, title, filters, columns, link, load, rowsOf, defaults, download } = of;
  const values = Object.assign({}, defaults, Object.fromEntries(of.search), { limit: undefined });
  document.title = title + ' of ' + job.input.name + ' – chi2-homogeneity';
  const form = element('form', { class: 'filters', role: 'search', 'aria-label': 'Filter' }, filters);
  const count = element('p', { class: 'count', role: 'status' });
  const outcome = element('div', { class: 'rows' });
  const pager = element('nav', { class: 'pager', 'aria-label': 'Pages' });
  container.replaceChildren(jobHeader(job, below), element('header', { class: 'slim' }, element('h1', {}, title), download),
    element('section', {}, form, count, outcome, pager, of.key));
  let timer = 0;
  let round = 0;

  function address() {
    const kept = Object.fromEntries(Object.entries(values).filter(([name, value]) => String(value) !== String(defaults[name] ?? '')));
    return jobAddress(job.id, below + query(kept));
  }

  function sortBy(column, isCurrent) {
    values.order = isCurrent ? (values.order === 'desc' ? 'asc' : 'desc') : column.isDescending ? 'desc' : 'asc';
    values.sort = column.sort;
    values.offset = 0;
    refresh().then(() => {
      const again = outcome.querySelector('[aria-sort] button');
      if (again) {
        again.focus({ preventScroll: true });
      }
    });
  }

  function turn(offset) {
    values.offset = Math.max(0, offset);
    refresh();
  }

  function show(answer) {
    const rows = rowsOf(answer);
    const offset = answer.offset;
    count.textContent = answer.total === 0 ? 'None.'
      : format.count(offset + 1) + ' to ' + format.count(offset + rows.length) + ' of ' + format.counted(answer.total, of.one);
    const head = element('thead', {}, element('tr', {}, columns.map(column => columnHead(column, values, sortBy))));
    outcome.replaceChildren(element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': title },
      element('table', { class: 'wide' }, element('caption', { class: 'hidden' }, title), head,
        element('tbody', {}, rows.map(row => element('tr', {}, columns.map((column, place) =>
          place === 0 ? element('th', { scope: 'row', class: nameClass(row.probeset_id) }, element('a', { href: link(row) }, row.probeset_id))
            : column.title === 'Genotyping batch' ? element('td', { class: nameClass(row.batch_name) }, format.batch(row.batch_name, row.stratum))
              : column.isNumber ? number(column.cell(row)) : element('td', {}, column.cell(row)))))))));
    const previous = button('Previous', () => turn(offset - PAGE));
    const next = button('Next', () => turn(offset + PAGE));
    previous.disabled = offset === 0;
    next.disabled = offset + rows.length >= answer.total;
    pager.replaceChildren(previous, next);
    announce(count.textContent);
  }

  async function refresh() {
    const mine = ++round;
    window.history.replaceState(null, '', address());
    outcome.setAttribute('aria-busy', 'true');
    try {
      const answer = await load(Object.assign({}, values, { limit: PAGE }), signal);
      if (mine === round) {
        show(answer);
      }
    } catch (e) {
      if (e.name === 'AbortError' || mine !== round) {
        return;
      }
      count.textContent = '';
      pager.replaceChildren();
      outcome.replaceChildren(problemBox(e));
    }
    outcome.removeAttribute('aria-busy');
  }

  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('input', event => {
    clearTimeout(timer);
    values[event.target.name] = event.target.value.trim();
    values.offset = 0;
    timer = setTimeout(refresh, event.target.tagName === 'SELECT' ? 0 : TYPING_PAUSE_MILLISECONDS);
  });
  signal.addEventListener('abort', () => clearTimeout(timer));
  await refresh();
}

export async function probesetsView(container, signal, search, id) {
  const job = await completeJob(id, signal);
  const isFull = Boolean(job.links.findings);
  const names = await batchNames(job, signal);
  await tableView(container, signal, {
    job, search, below: '/probesets', title: 'Probesets', one: 'probeset',
    defaults: { sort: 'pvalue', order: 'asc', offset: 0 },
    columns: PROBESET_COLUMNS.filter(column => isFull || !column.isFull),
    filters: [
      field('search', 'Id begins with', textFilter(search.get('search'), 'AX-1000')),
      field('max_pvalue', 'p at most', textFilter(search.get('max_pvalue'), '1e-6')),
      field('method', 'Tested by', choice(search.get('method'), 'any method', METHODS)),
      isFull && field('kind', 'With a finding of', choice(search.get('kind'), 'any kind or none', KINDS)),
      isFull && field('batch_name', 'With a finding in', choice(search.get('batch_name'), 'any batch or none', names))
    ],
    link: row => probesetAddress(id, row.probeset_id),
    load: (values, ending) => get(jobPath(id, '/probesets' + query(values)), ending),
    rowsOf: answer => answer.probesets,
    download: linkButton('All as TSV', jobPath(id, '/result'), true),
    key: originLegend()
  });
}

export async function findingsView(container, signal, search, id) {
  const job = await completeJob(id, signal);
  const names = await batchNames(job, signal);
  await tableView(container, signal, {
    job, search, below: '/findings', title: 'Findings', one: 'finding',
    defaults: { sort: 'pvalue', order: 'asc', offset: 0 },
    columns: FINDING_COLUMNS,
    filters: [
      field('search', 'Id begins with', textFilter(search.get('search'), 'AX-1000')),
      field('batch', 'Genotyping batch', choice(search.get('batch'), 'any', names)),
      field('kind', 'Differs in', choice(search.get('kind'), 'anything', KINDS))
    ],
    link: row => probesetAddress(id, row.probeset_id),
    load: (values, ending) => get(jobPath(id, '/findings' + query(values)), ending),
    rowsOf: answer => answer.findings,
    download: linkButton('All as TSV', jobPath(id, '/findings?format=tsv'), true)
  });
}
