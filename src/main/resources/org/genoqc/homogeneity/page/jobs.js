/* The view of all jobs, newest first, as they are now. */
import { get, jobs, jobPath, isEnded, remove } from './api.js';
import { hasKey } from './key.js';
import { announce, badge, bar, button, byOwner, confirmed, inputName, jobAddress, linkButton, problemBox } from './parts.js';

const { format } = window.homogeneity;
const { element } = window.homogeneity.elements;
const EVERY_MILLISECONDS = 2000;
const MAX_FOLLOWED = 8;

/** A job in the list. It stays the same element, so that nothing that has the focus goes away. */
function row(id, changed) {
  const name = element('a', { href: jobAddress(id), class: 'job-name' });
  const state = element('span', {});
  const when = element('span', { class: 'hint' });
  const size = element('span', { class: 'hint' });
  const progress = bar('Progress');
  const words = element('span', { class: 'words' });
  const actions = element('div', { class: 'buttons' });
  const made = element('li', {},
    element('div', { class: 'who' }, name, state, element('div', { class: 'lines' }, when, size)),
    element('div', { class: 'how-far' }, progress, words), actions);
  let shown = '';

  async function act(isLive, label) {
    const isSure = await confirmed(isLive ? 'Cancel this job?' : 'Delete this job?',
      label + (isLive ? ' stops, and has no result.' : ' is removed with its files and its result.'),
      isLive ? 'Cancel the job' : 'Delete');
    if (isSure) {
      try {
        await remove(id);
        announce(label + (isLive ? ' is being cancelled' : ' is deleted'));
      } catch (e) {
        words.replaceChildren(e.message);
      }
      changed();
    }
  }

  function buttonsOf(job) {
    const label = inputName(job);
    const named = (text, href) => element('a', { class: 'button', href, download: true }, text,
      element('span', { class: 'hidden' }, ' of ' + label));
    return [
      job.state === 'COMPLETE' && named('Result', jobPath(id, '/result')),
      job.state === 'COMPLETE' && linkButton(element('span', {}, 'Report', element('span', { class: 'hidden' }, ' of ' + label)),
        jobPath(id, '/report.html'), hasKey()),
      job.state !== 'CANCELING' && button(element('span', {}, isEnded(job.state) ? 'Delete' : 'Cancel',
        element('span', { class: 'hidden' }, ' ' + label)), () => act(!isEnded(job.state), label), 'quiet')
    ].filter(Boolean);
  }

  return {
    element: made,
    update(job, now) {
      name.textContent = inputName(job);
      when.textContent = format.moment(job.submitted_at) + byOwner(job);
      size.textContent = job.data_set
        ? format.counted(job.probesets.total, 'probeset') + ' in '
          + format.counted(job.data_set.genotyping_batches, 'genotyping batch', 'genotyping batches')
        : format.bytes(job.input.bytes);
      if (shown !== job.state) {
        shown = job.state;
        state.replaceChildren(badge(job.state));
        actions.replaceChildren(...buttonsOf(job));
      }
      progress.hidden = isEnded(job.state);
      progress.value = now ? now.percent / 100 : 0;
      words.textContent = textOf(job, now);
    }
  };
}

/** How far a job is, or what became of it. */
export function textOf(job, now) {
  if (job.state === 'COMPLETE') {
    return job.started_at ? 'took ' + format.duration((Date.parse(job.ended_at) - Date.parse(job.started_at)) / 1000) : '';
  }
  if (isEnded(job.state)) {
    return job.error ? job.error.detail : '';
  }
  if (!now || now.state !== 'RUNNING') {
    return '';
  }
  return format.fixed(now.percent, 1) + '\u202f%'
    + (now.rate_per_second ? ', ' + format.significant(now.rate_per_second, 3) + ' probesets a second' : '')
    + (format.isNumber(now.eta_seconds) ? ', ' + format.duration(now.eta_seconds) + ' left' : '');
}

export async function jobsView(container, signal) {
  document.title = 'Jobs – chi2-homogeneity';
  const list = element('ul', { class: 'jobs' });
  const fault = element('div', {});
  const more = button('Older jobs', () => {
    pages += 1;
    refresh();
  });
  more.hidden = true;
  container.append(element('header', {}, element('h1', {}, 'Jobs')), fault, list, more);
  const rows = new Map();
  let pages = 1;
  let timer = 0;
  let round = 0;

  async function load() {
    let before = null;
    const all = [];
    for (let page = 0; page < pages; page++) {
      const answer = await jobs(before, signal);
      all.push(...answer.jobs);
      before = answer.next;
      if (!before) {
        break;
      }
    }
    const running = all.filter(job => job.state === 'RUNNING').slice(0, MAX_FOLLOWED);
    const now = new Map(await Promise.all(running.map(async job =>
      [job.id, await get(jobPath(job.id, '/progress'), signal).catch(() => null)])));
    return { all, now, hasMore: Boolean(before) };
  }

  function show({ all, now, hasMore }) {
    more.hidden = !hasMore;
    const ids = new Set(all.map(job => job.id));
    rows.forEach((one, id) => {
      if (!ids.has(id)) {
        one.element.remove();
        rows.delete(id);
      }
    });
    all.forEach((job, place) => {
      if (!rows.has(job.id)) {
        rows.set(job.id, row(job.id, refresh));
      }
      const one = rows.get(job.id);
      one.update(job, now.get(job.id));
      if (list.children[place] !== one.element) {
        list.insertBefore(one.element, list.children[place] || null);
      }
    });
    list.classList.toggle('none', all.length === 0);
    if (all.length === 0) {
      list.replaceChildren(element('li', { class: 'empty' }, 'There are no jobs yet. ', element('a', { href: '#/' }, 'Submit one')));
    } else {
      list.querySelectorAll('.empty').forEach(empty => empty.remove());
    }
  }

  async function refresh() {
    clearTimeout(timer);
    const mine = ++round;
    try {
      const loaded = await load();
      if (mine === round && !signal.aborted) {
        show(loaded);
        fault.replaceChildren();
      }
    } catch (e) {
      if (signal.aborted) {
        return;
      }
      fault.replaceChildren(problemBox(e));
    }
    if (mine === round && !signal.aborted && !document.hidden) {
      timer = setTimeout(refresh, EVERY_MILLISECONDS);
    }
  }

  const shown = () => document.hidden ? clearTimeout(timer) : refresh();
  document.addEventListener('visibilitychange', shown);
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', shown);
  });
  await refresh();
}
