/* What the page asks of the service. Addresses are relative, so that a proxy may put a prefix before them. */
import { askForKey, withKey } from './key.js';

const ATTEMPTS = 3;
const PAUSE_MILLISECONDS = 300;
const REOPEN_MILLISECONDS = 2000;

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
      return await fetch(path, { ...options, headers: withKey(options.headers) });
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

/** Asks for a key where the service wants one, and again where it was no good one. */
async function send(path, options) {
  let response = await fetched(path, options);
  while (response.status === 401 && await askForKey()) {
    response = await fetched(path, options);
  }
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

/**
 * Downloads what an address of the service holds, as a link would that can't send a key. The browser holds it until it is whole, a
 * large one on its disk.
 */
export async function download(path) {
  const response = await send(path, {});
  const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') || '');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name ? name[1] : path.replace(/\?.*/, '').split('/').pop();
  link.click();
  // the browser has taken it by then
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
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
  let isGivenUp = false;
  const sent = () => new Promise((resolve, reject) => {
    if (isGivenUp) {
      reject(givenUp());
      return;
    }
    request.open('POST', 'jobs');
    Object.entries(withKey({ Accept: 'application/json' })).forEach(([name, value]) => request.setRequestHeader(name, value));
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
    request.addEventListener('abort', () => reject(givenUp()));
    request.send(form);
  });
  // asked first whether there is a key in force, since the whole upload would go for nothing
  const answer = get('jobs?limit=1').then(sent);
  return {
    answer,
    abort() {
      isGivenUp = true;
      request.abort();
    }
  };
}

function givenUp() {
  return new DOMException('given up', 'AbortError');
}

/**
 * Reads a stream of events (text/event-stream) until it ends; EventSource would, but sends no key.
 *
 * @param take is given the data of each event as JSON
 * @returns the id of the last event
 */
async function readEvents(body, lastId, take) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let id = lastId;
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return id;
    }
    const events = (text + value).split('\n\n');
    text = events.pop();
    for (const event of events) {
      const field = name => event.split('\n').filter(line => line.startsWith(name + ':'))
        .map(line => line.slice(name.length + 1).replace(/^ /, '')).join('\n');
      id = field('id') || id;
      if (field('data')) {
        take(JSON.parse(field('data')));
      }
    }
  }
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
  let stream = null;
  let lastId = '';
  let timer = 0;
  let isOver = false;

  function stop() {
    if (stream) {
      stream.abort();
      stream = null;
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
    stream = new AbortController();
    listen(stream.signal);
  }

  /* A stream that breaks off is opened again, from the last event that has come; one that is refused is not. */
  async function listen(ending) {
    let isRefused = false;
    try {
      const headers = { Accept: 'text/event-stream', ...(lastId && { 'Last-Event-ID': lastId }) };
      const response = await fetch(path, { headers: withKey(headers), cache: 'no-store', signal: ending });
      isRefused = !response.ok || !(response.headers.get('Content-Type') || '').startsWith('text/event-stream');
      if (!isRefused) {
        lastId = await readEvents(response.body, lastId, seen);
      }
    } catch {
      // the network was away, or nobody listens any more
    }
    if (!ending.aborted && !isOver) {
      stop();
      timer = isRefused ? setTimeout(poll) : setTimeout(start, REOPEN_MILLISECONDS);
    }
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
