/* Which view is shown, by what comes after # in the address. */
import { submitView } from './submit.js';
import { jobsView } from './jobs.js';
import { jobView } from './job.js';
import { probesetsView, findingsView } from './tables.js';
import { probesetView } from './probeset.js';
import { announce, problemBox } from './parts.js';
import { download } from './api.js';
import { hasKey } from './key.js';

const { element } = window.homogeneity.elements;
const place = document.getElementById('view');
const ROUTES = [
  [/^\/?$/, submitView, 'submit'],
  [/^\/jobs$/, jobsView, 'jobs'],
  [/^\/jobs\/([^/]+)$/, jobView, 'jobs'],
  [/^\/jobs\/([^/]+)\/probesets$/, probesetsView, 'jobs'],
  [/^\/jobs\/([^/]+)\/probesets\/([^/]+)$/, probesetView, 'jobs'],
  [/^\/jobs\/([^/]+)\/findings$/, findingsView, 'jobs']
];

let leaving = new AbortController();

function nothingHere() {
  return element('section', {}, element('h1', {}, 'There is nothing here'),
    element('p', {}, 'The address leads to no view of this page. ', element('a', { href: '#/jobs' }, 'All jobs')));
}

function mark(name) {
  for (const link of document.querySelectorAll('nav [data-view]')) {
    if (link.dataset.view === name) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
}

async function show(isFirst) {
  const [path, search] = window.location.hash.replace(/^#/, '').split('?');
  const route = ROUTES.find(([pattern]) => pattern.test(path));
  leaving.abort();
  leaving = new AbortController();
  const signal = leaving.signal;
  window.homogeneity.charts.clear();
  mark(route ? route[2] : '');
  if (!route) {
    place.replaceChildren(nothingHere());
    return;
  }
  const values = route[0].exec(path).slice(1).map(decodeURIComponent);
  const container = element('div', { class: 'view' });
  place.replaceChildren(container);
  if (!isFirst) {
    window.scrollTo(0, 0);
    place.focus({ preventScroll: true });
  }
  try {
    await route[1](container, signal, new URLSearchParams(search), ...values);
  } catch (e) {
    if (e.name !== 'AbortError' && !signal.aborted) {
      document.title = 'chi2-homogeneity';
      container.replaceChildren(element('section', {}, problemBox(e, 'h1'),
        element('p', {}, element('a', { href: '#/jobs' }, 'All jobs'))));
    }
  }
}

/* The skip link goes to the view and stays there. */
document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  place.focus();
});
/* A link can't send the key. */
document.addEventListener('click', async event => {
  const link = event.target.closest('a[download]');
  if (!link || !hasKey() || link.protocol === 'blob:') {
    return;
  }
  event.preventDefault();
  announce('Downloading');
  link.setAttribute('aria-busy', 'true');
  try {
    await download(link.getAttribute('href'));
  } catch (e) {
    link.after(problemBox(e, 'h2'));
  } finally {
    link.removeAttribute('aria-busy');
  }
});
window.addEventListener('hashchange', () => show(false));
show(true);
