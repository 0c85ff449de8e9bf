/* The view of a job: how far it is; then what should go, what it looks like, and the files to take along. */
import { get, jobPath, follow, isEnded, remove } from './api.js';
import { hasKey } from './key.js';
import { announce, bar, button, confirmed, draw, faults, inputName, jobHeader, linkButton, picturesOf, problemBox } from './parts.js';

const { format } = window.homogeneity;
const { element, note, facts } = window.homogeneity.elements;
const STEP_OF_ANNOUNCEMENTS = 10;
const POLICY_KEY = 'policy';

const SENTENCES = {
  QUEUED: 'Waits for its turn',
  INITIALIZING: 'The counts are read',
  RUNNING: 'Probesets are tested',
  CANCELING: 'Is being stopped'
};

/* A job that has not ended */

function liveParts(job) {
  const heading = element('h1', {}, SENTENCES[job.state] || '');
  const progress = bar('Progress of the job');
  const percent = element('span', { class: 'percent' }, '0 %');
  const numbers = element('dl', { class: 'numbers live' });
  const cancel = button('Cancel', async () => {
    if (await confirmed('Cancel this job?', inputName(job) + ' stops, and has no result.', 'Cancel the job')) {
      await remove(job.id);
    }
  });
  const about = element('div', { class: 'about' });
  let announced = -1;

  /** What is known of the job itself, which becomes more while its counts are read. */
  function describe(known) {
    about.replaceChildren(...[known.waits_for].filter(Boolean).map(reason => element('p', { class: 'warning' }, 'Waits: ' + reason)),
      ...known.warnings.map(warning => element('p', { class: 'warning' }, 'Note: ' + warning)),
      element('section', {}, element('h2', {}, 'What is run'), facts([['Job', element('code', {}, known.id)],
        ['Input', inputOf(known)],
        known.data_set && ['Genotyping batches', format.count(known.data_set.genotyping_batches)],
        known.data_set && ['Probeset batches', 'of ' + format.counted(known.data_set.batch_size, 'probeset')],
        ...parametersOf(known)].filter(Boolean))));
  }

  describe(job);

  function update(now) {
    heading.textContent = SENTENCES[now.state] || heading.textContent;
    progress.value = now.percent / 100;
    percent.textContent = format.fixed(now.percent, 1) + '\u202f%';
    cancel.disabled = now.state === 'CANCELING' || isEnded(now.state);
    const shown = [
      [format.count(now.probesets.completed), now.probesets.total > 0 ? 'of ' + format.counted(now.probesets.total, 'probeset') + ' tested'
        : 'probesets tested'],
      [now.rate_per_second ? format.significant(now.rate_per_second, 3) : '–', 'probesets a second'],
      [format.isNumber(now.eta_seconds) ? format.duration(now.eta_seconds) : '–', 'left'],
      [format.duration(now.elapsed_seconds), 'elapsed'],
      [format.count(now.batches.completed), 'of ' + format.counted(now.batches.total, 'probeset batch', 'probeset batches') + ' done'],
      [format.count(now.probesets.monte_carlo), 'simulated so far']
    ];
    numbers.replaceChildren(...shown.map(([number, label]) =>
      element('div', {}, element('dt', {}, label), element('dd', {}, number))));
    const step = Math.floor(now.percent / STEP_OF_ANNOUNCEMENTS);
    if (step > announced) {
      announced = step;
      announce((SENTENCES[now.state] || '') + ', ' + step * STEP_OF_ANNOUNCEMENTS + ' percent');
    }
  }

  return {
    update,
    describe,
    elements: [element('header', { class: 'slim' }, heading, cancel), element('div', { class: 'big-bar' }, progress, percent),
      numbers, about]
  };
}

/* A job that ended without a result */

function without(job) {
  const isCanceled = job.state === 'CANCELED';
  const errors = job.error && job.error.errors;
  return [element('header', {}, element('h1', {}, isCanceled ? 'This job was cancelled.'
    : job.state === 'EXECUTOR_ERROR' ? 'The data can’t be used.' : 'The service could not finish this job.'),
  job.error && !(errors && errors.length) && element('p', {}, job.error.detail)),
  errors && errors.length > 0 && element('section', {}, element('h2', {}, 'Faults of the data'), faults(errors)),
  element('div', { class: 'buttons' }, linkButton('Submit again', '#/'), deleteButton(job))].filter(Boolean);
}

function deleteButton(job) {
  return button('Delete the job', async () => {
    if (await confirmed('Delete this job?', inputName(job) + ' is removed with its files and its result.', 'Delete')) {
      await remove(job.id);
      announce('The job is deleted');
      window.location.assign('#/jobs');
    }
  }, 'quiet');
}

/* A complete job */

function remembered(figures) {
  try {
    const name = window.sessionStorage.getItem(POLICY_KEY);
    return figures.policies.some(({ policy }) => policy === name) ? name : 'balanced';
  } catch {
    return 'balanced';
  }
}

function lists(job, policy) {
  const of = listFormat => jobPath(job.id, '/exclusions?policy=' + policy + '&format=' + listFormat);
  return [
    linkButton('Probesets to exclude', of('plink-exclude'), true),
    linkButton('Pairs to blank', of('plink-zero-cluster'), true),
    linkButton('List with reasons', of('tsv'), true),
    linkButton('Matrix', of('matrix'), true)
  ];
}

function policySwitch(figures, current, onChange) {
  return element('fieldset', { class: 'switch' }, element('legend', {}, 'Policy'),
    figures.policies.map(({ policy, whole_probesets: whole, blanked_pairs: pairs }) => {
      const input = element('input', { type: 'radio', name: 'policy', id: 'policy-' + policy, value: policy,
        checked: policy === current });
      input.addEventListener('change', () => onChange(policy));
      return element('div', {}, input, element('label', { for: 'policy-' + policy }, element('strong', {}, policy),
        element('span', {}, format.counted(whole, 'probeset') + ', ' + format.counted(pairs, 'pair'))));
    }));
}

function files(job) {
  const full = Boolean(job.links.findings);
  const row = (title, ...buttons) => [element('dt', {}, title), element('dd', { class: 'buttons' }, buttons)];
  return element('section', {}, element('h2', {}, 'Take along'),
    element('dl', { class: 'downloads' },
      row('Report', hasKey() ? null : linkButton('Open', jobPath(job.id, '/report.html')),
        linkButton('Download', jobPath(job.id, '/report.html'), true)),
      row('Result', linkButton('TSV', jobPath(job.id, '/result'), true),
        linkButton('Parquet', jobPath(job.id, '/result?format=parquet'), true)),
      full && row('Findings', linkButton('TSV', jobPath(job.id, '/findings?format=tsv'), true),
        linkButton('Parquet', jobPath(job.id, '/findings?format=parquet'), true)),
      full && row('Genotyping batches', linkButton('TSV', jobPath(job.id, '/genotyping-batches?format=tsv'), true),
        linkButton('Parquet', jobPath(job.id, '/genotyping-batches?format=parquet'), true),
        linkButton('MultiQC', jobPath(job.id, '/genotyping-batches?format=multiqc-report-card'), true))));
}

function inputOf(job) {
  return inputName(job) + ', ' + format.bytes(job.input.bytes)
    + (job.data_set ? ', ' + format.counted(job.data_set.rows, 'row') : '');
}

function parametersOf(job) {
  return Object.entries(job.parameters).map(([name, value]) =>
    [element('code', {}, name), element('code', {}, String(value))]);
}

function details(job) {
  return element('section', {}, element('details', {}, element('summary', {}, 'How this was made'),
    facts([
      ['Job', element('code', {}, job.id)],
      ['Input', inputOf(job)],
      ['SHA-256', element('code', {}, job.input.sha256)],
      ['Result', format.bytes(job.result.bytes)],
      ['SHA-256', element('code', {}, job.result.sha256)],
      ...parametersOf(job)
    ]),
    element('div', { class: 'buttons' }, deleteButton(job))));
}

function complete(job, { figures, timeline }, signal) {
  const pictures = picturesOf(job.id);
  const isFull = Boolean(figures.policies);
  const heading = element('h1', {});
  const numbers = element('div', {});
  const buttons = element('div', { class: 'buttons' });
  const decide = name => {
    heading.textContent = pictures.answer(figures, name);
    numbers.replaceChildren(pictures.numbers(figures, name));
    buttons.replaceChildren(...isFull ? lists(job, name) : []);
    try {
      window.sessionStorage.setItem(POLICY_KEY, name);
    } catch {
      // not kept then
    }
  };
  const first = isFull ? remembered(figures) : 'balanced';
  decide(first);
  return {
    draw: () => draw(pictures, signal),
    elements: [
      element('header', { class: 'answer' }, heading,
        isFull && element('div', { class: 'decide' }, policySwitch(figures, first, name => {
          decide(name);
          announce(heading.textContent);
        }), element('div', { class: 'lists' }, element('p', {}, 'Lists of what should go'), buttons))),
      numbers,
      isFull && pictures.strip(figures),
      element('section', { class: 'lead' }, element('h2', {}, 'In words'), pictures.sentences(figures),
        job.warnings.map(warning => element('p', { class: 'warning' }, 'Note: ' + warning))),
      pictures.quantiles(figures),
      pictures.manhattan(figures),
      isFull && pictures.cloud(figures),
      pictures.histograms(figures),
      isFull && pictures.reportCard(figures),
      isFull && pictures.policies(figures),
      files(job),
      details(job),
      pictures.timeline(timeline),
      note('Points and bars lead to what they stand for; the tables have the same as links.')
    ].filter(Boolean)
  };
}

/* The view */

export async function jobView(container, signal, search, id) {
  let job = await get(jobPath(id), signal);

  async function show() {
    document.title = inputName(job) + ' – chi2-homogeneity';
    let head = jobHeader(job, '');
    if (job.state === 'COMPLETE') {
      const parts = complete(job, await get(jobPath(id, '/figures'), signal), signal);
      container.replaceChildren(head, ...parts.elements);
      await parts.draw();
    } else if (isEnded(job.state)) {
      container.replaceChildren(head, ...without(job));
    } else {
      const parts = liveParts(job);
      container.replaceChildren(head, ...parts.elements);
      follow(id, async now => {
        parts.update(now);
        if (isEnded(now.state)) {
          job = await get(jobPath(id), signal);
          window.homogeneity.charts.clear();
          announce(job.state === 'COMPLETE' ? 'The job is complete' : 'The job has ended');
          await show();
        } else if (now.state !== job.state) {
          job.state = now.state;
          const before = head;
          head = jobHeader(job, '');
          before.replaceWith(head);
          get(jobPath(id), signal).then(parts.describe, () => {
            // what was known stays
          });
        }
      }, problem => container.replaceChildren(element('section', {}, problemBox(problem, 'h1'))), signal);
    }
  }

  await show();
}
