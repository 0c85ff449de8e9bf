/* What the page asks of the service. Addresses are relative, so that a proxy may put a prefix before them. */

const ATTEMPTS = 3;
const PAUSE_MILLISECONDS = 300;

/** An answer that is a problem document, or none at all. */
export class Problem extends Error {
  constructor(status, document) {
    super(document.detail || document.title || 'the service answered with status ' + status);
    this.status = status;
    this.title = document.title || 'The service could not do that';
    this.document = document;
  }
}

function unreachable() {
  return new Problem(0, { title: 'The service does not answer', detail: 'Is it running? Is there a network?' });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** Asks a second and a third time where the network was away for a moment; not where that could do a thing twice. */
async function fetched(path, options) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetch(path, options);
    } catch (e) {
      if (e.name === 'AbortError') {
        throw e;
      }
      if (options.method || attempt === ATTEMPTS) {
        throw unreachable();
      }
      await new Promise(resolve => setTimeout(resolve, PAUSE_MILLISECONDS * attempt));
    }
  }
}

async function send(path, options) {
  const response = await fetched(path, options);
  if (!response.ok) {
    throw new Problem(response.status, parsed(await response.text()));
  }
  return response;
}

/** The JSON of an address; the signal ends the wait for it. */
export async function get(path, signal) {
  const response = await send(path, { headers: { Accept: 'application/json' }, signal });
  return response.json();
}

/** A page of jobs, and where the next one begins: a text, or null on the last. */
export async function jobs(before, signal) {
  const response = await send('jobs?limit=25' + (before ? '&before=' + before : ''), {
    headers: { Accept: 'application/json' }, signal
  });
  const next = /[?&]before=(\d+)/.exec(response.headers.get('Link') || '');
  return { jobs: (await response.json()).jobs, next: next && next[1] };
}

/** Cancels a live job, removes an ended one. */
export function remove(id) {
  return send(jobPath(id), { method: 'DELETE' });
}

export function jobPath(id, below = '') {
  return 'jobs/' + encodeURIComponent(id) + below;
}

/** A query of what is given: nothing of what is empty. */
export function query(values) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return given.length === 0 ? '' : '?' + new URLSearchParams(given);
}

/**
 * Submits files and parameters.
 *
 * @param onProgress is told how many bytes of how many have left
 * @returns a promise of the answer, and what gives it up
 */
export function submit(form, onProgress) {
  const request = new XMLHttpRequest();
  const answer = new Promise((resolve, reject) => {
    request.open('POST', 'jobs');
    request.setRequestHeader('Accept', 'application/json');
    request.upload.addEventListener('progress', event => onProgress(event.loaded, event.total));
    request.addEventListener('load', () => {
      const body = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) {
        resolve(body);
      } else {
        reject(new Problem(request.status, body));
      }
    });
    request.addEventListener('error', () => reject(unreachable()));
    request.addEventListener('abort', () => reject(new DOMException('given up', 'AbortError')));
    request.send(form);
  });
  return { answer, abort: () => request.abort() };
}

/**
 * Follows the progress of a job to its end: by the events of the service; by asking again and again where they don't come.
 *
 * @param show is given each progress; one of them is of an ended job, the last
 * @param gone is called where the job is removed before its end
 * @param signal ends it
 */
export function follow(id, show, gone, signal) {
  const path = jobPath(id, '/progress');
  let source = null;
  let timer = 0;
  let isOver = false;

  function stop() {
    if (source) {
      source.close();
      source = null;
    }
    clearTimeout(timer);
  }

  function seen(progress) {
    if (isOver || signal.aborted) {
      return;
    }
    isOver = isEnded(progress.state);
    if (isOver) {
      stop();
      document.removeEventListener('visibilitychange', start);
    }
    show(progress);
  }

  async function poll() {
    try {
      seen(await get(path, signal));
    } catch (e) {
      if (e.name === 'AbortError') {
        return;
      }
      if (e.status === 404) {
        isOver = true;
        gone(e);
      }
    }
    if (!isOver && !signal.aborted && !document.hidden) {
      timer = setTimeout(poll, 1000);
    }
  }

  /* A browser has few connections for all pages of a service together: those that nobody looks at give theirs back. */
  function start() {
    stop();
    if (document.hidden || isOver || signal.aborted) {
      return;
    }
    source = new EventSource(path);
    const take = event => seen(JSON.parse(event.data));
    source.addEventListener('progress', take);
    source.addEventListener('end', take);
    source.addEventListener('error', () => {
      if (source && source.readyState === EventSource.CLOSED) {
        stop();
        poll();
      }
    });
  }

  signal.addEventListener('abort', () => {
    stop();
    document.removeEventListener('visibilitychange', start);
  });
  document.addEventListener('visibilitychange', start);
  start();
}

export function isEnded(state) {
  return state === 'COMPLETE' || state === 'CANCELED' || state.endsWith('_ERROR');
}
