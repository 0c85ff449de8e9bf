/* Parts that several views are made of. */
import { get, jobPath } from './api.js';

const { format } = window.homogeneity;
const { element, head, scrolling, swatch, legend } = window.homogeneity.elements;

export const LN_10 = Math.log(10);

const STATES = {
  QUEUED: ['waits', 'live'],
  INITIALIZING: ['is read', 'live'],
  RUNNING: ['runs', 'live'],
  CANCELING: ['is being stopped', 'live'],
  COMPLETE: ['complete', 'done'],
  CANCELED: ['cancelled', 'ended'],
  EXECUTOR_ERROR: ['data at fault', 'failed'],
  SYSTEM_ERROR: ['failed', 'failed']
};

/** The state of a job as a word in a box. */
export function badge(state) {
  const [label, kind] = STATES[state] || [state.toLowerCase(), 'ended'];
  return element('span', { class: 'badge ' + kind }, label);
}

export function inputName(job) {
  return job.input.files > 1 ? job.input.name + ' and ' + format.count(job.input.files - 1) + ' more' : job.input.name;
}

/** Whose job it is, where that is known. */
export function byOwner(job) {
  return job.owner === 'anonymous' ? '' : ' by ' + job.owner;
}

export function jobAddress(id, below = '') {
  return '#/jobs/' + encodeURIComponent(id) + below;
}

export function probesetAddress(id, probeset) {
  return jobAddress(id, '/probesets/' + encodeURIComponent(probeset));
}

/** Says a thing to those who don't see the page; the same thing only once. */
export function announce(text) {
  const place = document.getElementById('announcements');
  if (place.textContent !== text) {
    place.textContent = text;
  }
}

export function button(label, onClick, kind) {
  const made = element('button', { type: 'button', class: kind }, label);
  made.addEventListener('click', onClick);
  return made;
}

export function linkButton(label, href, download) {
  return element('a', { class: 'button', href, download: download ? true : undefined }, label);
}

/** A bar, whose length is a share from 0 to 1. */
export function bar(label) {
  const made = element('progress', { max: '1', value: '0', 'aria-label': label });
  return made;
}

/** Asks before what can't be undone is done. */
export function confirmed(question, consequence, label) {
  return new Promise(resolve => {
    const dialog = element('dialog', { 'aria-labelledby': 'question' },
      element('form', { method: 'dialog' },
        element('h2', { id: 'question' }, question),
        element('p', {}, consequence),
        element('div', { class: 'buttons' },
          element('button', { value: 'no' }, 'Keep it'),
          element('button', { value: 'yes', class: 'danger' }, label))));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** The faults of data as a table; nothing where there are none. */
export function faults(errors) {
  if (!errors || errors.length === 0) {
    return null;
  }
  const hasFile = errors.some(fault => fault.file);
  const titles = [['Line', true], ['Column'], ['Value'], ['Rule']];
  return scrolling('Faults of the data', element('table', { class: 'faults' },
    element('caption', {}, format.counted(errors.length, 'fault') + (errors.length === 100 ? ', the first of perhaps more' : '')),
    head(hasFile ? [['File']].concat(titles) : titles),
    element('tbody', {}, errors.map(fault => element('tr', {},
      hasFile && element('td', { class: 'name' }, fault.file),
      element('td', { class: 'number' }, format.isNumber(fault.line) ? format.count(fault.line) : '–'),
      element('td', { class: 'name' }, fault.column ? element('code', {}, fault.column) : '–'),
      element('td', { class: 'name' }, fault.value === undefined || fault.value === null ? '–'
        : element('code', {}, fault.value === '' ? 'empty' : fault.value)),
      element('td', {}, fault.rule || fault.message))))));
}

/** What went wrong, in words, with the faults of the data where they are the reason. */
export function problemBox(problem, heading = 'h2') {
  const errors = problem.document && problem.document.errors;
  return element('div', { class: 'problem', role: 'alert' },
    element(heading, {}, problem.title || 'This page has a fault'),
    !(errors && errors.length) && element('p', {}, problem.message),
    problem.document && problem.document.parameter && element('p', {}, 'Parameter: ',
      element('code', {}, problem.document.parameter)),
    faults(errors));
}

/** A complete job; of another one there is only its own view, to which it goes. */
export async function completeJob(id, signal) {
  const job = await get(jobPath(id), signal);
  if (job.state !== 'COMPLETE') {
    window.location.replace(jobAddress(id));
    throw new DOMException('the job is not complete', 'AbortError');
  }
  return job;
}

/* p-values */

const ORIGINS = {
  standard: ['circle', 'of the chi-squared distribution'],
  simulated: ['circle', 'simulated'],
  at_floor: ['triangle', 'simulated, at the floor']
};

/** Where a p-value is from, as the figures call it; null where there is none. */
export function originOf(method, isAtFloor) {
  return method === 'standard' ? 'standard' : method === 'monte_carlo' ? (isAtFloor ? 'at_floor' : 'simulated') : null;
}

export function log10Of(pValue) {
  return format.isNumber(pValue) ? (pValue === 0 ? -Infinity : Math.log10(pValue)) : NaN;
}

function pText(log10) {
  return log10 === -Infinity ? '< 10⁻³⁰⁰' : format.pValue(log10);
}

/** A p-value with a mark that says where it is from. */
export function pValue(log10, origin) {
  if (!origin || Number.isNaN(log10)) {
    return '–';
  }
  const [symbol, words] = ORIGINS[origin];
  return element('span', { class: 'p', title: words }, swatch('fill-' + origin, symbol),
    element('span', { class: 'hidden' }, words + ': '), pText(log10));
}

export function originLegend() {
  return legend(Object.entries(ORIGINS).map(([origin, [symbol, words]]) =>
    ['fill-' + origin, symbol, 'p ' + words]));
}

/* Pictures */

let charts = null;

/** Loads the library of charts when the first is needed. */
export function chartsReady() {
  charts = charts || new Promise((resolve, reject) => {
    const script = element('script', { src: 'page/shared/echarts.common.min.js' });
    script.addEventListener('load', resolve);
    script.addEventListener('error', () => reject(new Error('the charts could not be loaded')));
    document.head.append(script);
  });
  return charts;
}

/** Draws pictures that are in the document one after another, until the view is left; what is said in words is shown before. */
export async function draw(pictures, signal) {
  await chartsReady();
  do {
    await new Promise(resolve => setTimeout(resolve));
  } while (!signal.aborted && pictures.drawNext());
}

/** Links from pictures and tables of a job. */
export function picturesOf(id) {
  return window.homogeneity.pictures({
    probeset: name => probesetAddress(id, name),
    batch: name => jobAddress(id, '/findings?' + new URLSearchParams({ batch: name }))
  });
}

/** Where one is: a job, and the views of it. */
export function jobHeader(job, current, more) {
  const tabs = [['', 'Overview'], ['/probesets', 'Probesets']];
  if (job.links.findings) {
    tabs.push(['/findings', 'Findings']);
  }
  return element('div', { class: 'job-head' },
    element('p', { class: 'eyebrow' },
      element('a', { href: '#/jobs' }, 'Jobs'),
      element('strong', {}, inputName(job)),
      badge(job.state),
      element('span', {}, format.moment(job.ended_at || job.submitted_at) + byOwner(job)),
      more),
    job.state === 'COMPLETE' && element('nav', { class: 'tabs', 'aria-label': 'Of this job' }, tabs.map(([below, label]) =>
      element('a', { href: jobAddress(job.id, below), 'aria-current': below === current ? 'page' : undefined }, label))));
}
