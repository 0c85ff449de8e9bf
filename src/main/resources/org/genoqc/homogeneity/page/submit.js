/* The view that submits a job: files, parameters, the same as a command. */
import { get, submit } from './api.js';
import { bar, button, jobAddress, problemBox, announce } from './parts.js';

const { format } = window.homogeneity;
const { element, note } = window.homogeneity.elements;
const READABLE = /\.(txt|tsv|gcount|frqx|tab)(\.gz)?$/i;
const MAX_LISTED = 12;
const HEADINGS = {
  'Test of homogeneity': ['n_simulations', 'adaptive', 'exceedances', 'max_simulations', 'min_expected_count', 'confirm',
    'streams', 'random_seed'],
  'Analysis and input': ['analysis', 'findings_alpha', 'format', 'best_probesets_only', 'batch_size']
};

/** Whether a parameter has an effect beside the others; the service refuses one that has none. */
const MATTERS = {
  n_simulations: values => values.adaptive !== 'true',
  exceedances: values => values.adaptive === 'true',
  max_simulations: values => values.adaptive === 'true',
  findings_alpha: values => values.analysis !== 'basic'
};

/* Files */

/** A name with the last folder, which may tell the genotyping batch. */
function nameOf(file, path) {
  const parts = (path || file.webkitRelativePath || file.name).split('/').filter(Boolean);
  return parts.slice(-2).join('/');
}

function entries(directory) {
  const reader = directory.createReader();
  const all = [];
  return new Promise((resolve, reject) => {
    const more = () => reader.readEntries(some => {
      if (some.length === 0) {
        resolve(all);
      } else {
        all.push(...some);
        more();
      }
    }, reject);
    more();
  });
}

/** The files of what was dropped, those of folders too. */
async function filesOf(entry) {
  if (entry.isDirectory) {
    const below = await Promise.all((await entries(entry)).map(filesOf));
    return below.flat().filter(({ name }) => READABLE.test(name));
  }
  const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
  return [{ file, name: nameOf(file, entry.fullPath) }];
}

/* Parameters */

function control(parameter) {
  const id = 'parameter-' + parameter.name;
  const common = { id, name: parameter.name, 'aria-describedby': id + '-hint' };
  const words = parameter.placeholder === 'FLAG' ? ['true', 'false']
    : parameter.placeholder === 'WORD' ? parameter.rule.split(/, | or /) : null;
  const input = words
    ? element('select', common, words.map(word => element('option', { value: word, selected: word === parameter.default }, word)))
    : element('input', Object.assign(common, { type: 'text', autocomplete: 'off', spellcheck: 'false',
      inputmode: parameter.placeholder === 'N' && parameter.name !== 'random_seed' ? 'numeric' : 'text',
      placeholder: parameter.default || 'chosen' }));
  if (words && parameter.default === null) {
    input.prepend(element('option', { value: '', selected: true }, 'by default'));
  }
  return element('div', { class: 'field' },
    element('label', { for: id }, parameter.name),
    element('div', { class: words ? 'select' : undefined }, input),
    element('p', { id: id + '-hint', class: 'hint' }, parameter.description + '. ',
      !words && element('span', { class: 'range' }, numbersIn(parameter.rule))));
}

/** "1 to 100,000,000" */
function numbersIn(rule) {
  return rule.replace(/\d{5,}/g, digits => format.count(Number(digits)));
}

function parameterFields(parameters) {
  const named = new Map(parameters.map(parameter => [parameter.name, parameter]));
  const groups = Object.entries(HEADINGS).map(([heading, names]) => [heading, names.filter(name => named.has(name))]);
  const grouped = new Set(groups.flatMap(([, names]) => names));
  groups[1][1].push(...parameters.map(({ name }) => name).filter(name => !grouped.has(name)));
  return groups.map(([heading, names]) => element('fieldset', {}, element('legend', {}, heading),
    element('div', { class: 'fields' }, names.map(name => control(named.get(name))))));
}

/** What is given and is not the default. */
function given(form, parameters) {
  const values = Object.fromEntries(parameters.map(({ name }) => [name, form.elements[name].value.trim()]));
  return Object.fromEntries(parameters
    .filter(({ name }) => !MATTERS[name] || MATTERS[name](values))
    .filter(parameter => values[parameter.name] !== '' && values[parameter.name] !== parameter.default)
    .map(({ name }) => [name, values[name]]));
}

function markThoseThatMatter(form, parameters) {
  const values = Object.fromEntries(parameters.map(({ name }) => [name, form.elements[name].value.trim()]));
  for (const [name, matters] of Object.entries(MATTERS)) {
    if (form.elements[name]) {
      form.elements[name].disabled = !matters(values);
      form.elements[name].closest('.field').classList.toggle('idle', !matters(values));
    }
  }
}

/* The command */

function quoted(text) {
  return /^[\w./=:@;+-]+$/.test(text) ? text : "'" + text.replace(/'/g, "'\\''") + "'";
}

/* Files that may go with the data, by the names of their parts. */
const BESIDE = {
  manifest: ['Manifest', 'Choose a manifest', () => ['Only where file names don’t tell the genotyping batches: a table with the columns ',
    element('code', {}, 'file'), ' and ', element('code', {}, 'batch_name'), '.']],
  annotation: ['Annotation', 'Choose an annotation', () => ['Where probesets are: a table with ', element('code', {}, 'probeset_id'), ' and any of ',
    element('code', {}, 'chromosome'), ', ', element('code', {}, 'position'), ', ', element('code', {}, 'snp_id'),
    ', or Axiom’s annotation file.']]
};

function command(files, beside, values) {
  const parts = files.length === 0 ? ['-F file=@counts.tsv'] : files.slice(0, MAX_LISTED).map(({ name }) =>
    '-F ' + quoted('file=@' + name + (name.includes('/') ? ';filename=' + name : '')));
  if (files.length > MAX_LISTED) {
    parts.push('…');
  }
  Object.entries(beside).forEach(([part, file]) => parts.push('-F ' + quoted(part + '=@' + file.name)));
  Object.entries(values).forEach(([name, value]) => parts.push('-F ' + quoted(name + '=' + value)));
  return 'curl ' + parts.concat(quoted(new URL('jobs', document.baseURI).href)).join(' \\\n  ');
}

/* The view */

export async function submitView(container, signal) {
  document.title = 'Submit – chi2-homogeneity';
  const parameters = await get('page/parameters.json', signal);
  const chosen = { files: [], beside: {} };

  const fileInput = element('input', { type: 'file', id: 'files', multiple: true, class: 'hidden' });
  const folderInput = element('input', { type: 'file', id: 'folder', webkitdirectory: true, multiple: true, class: 'hidden' });
  const besideInputs = Object.keys(BESIDE).map(part => element('input', { type: 'file', id: part, class: 'hidden' }));
  const list = element('ul', { class: 'files', 'aria-label': 'Chosen files' });
  const drop = element('div', { class: 'drop' },
    element('p', { class: 'drop-title' }, 'Drop files with genotype counts here'),
    element('p', { class: 'hint' }, 'One table, or a file for each plate: ', element('code', {}, '.tsv'), ', ',
      element('code', {}, 'Ps.performance.txt'), ' of Axiom, ', element('code', {}, '.gcount'), ' and ',
      element('code', {}, '.frqx'), ' of PLINK; plain or gzip.'),
    element('div', { class: 'buttons' },
      fileInput, element('label', { for: 'files', class: 'button primary' }, 'Choose files'),
      folderInput, element('label', { for: 'folder', class: 'button' }, 'Choose a folder')));
  const curl = element('code', {});
  const copy = button('Copy', async () => {
    try {
      await navigator.clipboard.writeText(curl.textContent);
      copy.textContent = 'Copied';
      announce('The command is copied');
    } catch {
      // not allowed here: selected, it can be copied by hand
      window.getSelection().selectAllChildren(curl);
    }
  });
  const start = element('button', { type: 'submit', class: 'primary large' }, 'Start');
  const check = button('Check only', () => send(true));
  const outcome = element('div', { class: 'outcome' });
  const fields = element('div', {}, parameterFields(parameters),
    besideInputs.map(input => {
      const [legend, choose, hint] = BESIDE[input.id];
      return element('fieldset', {}, element('legend', {}, legend),
        element('div', { class: 'fields' }, element('div', { class: 'field wide' },
          element('div', { class: 'buttons' }, input,
            element('label', { for: input.id, class: 'button' }, choose), element('span', { class: input.id + '-name' })),
          element('p', { class: 'hint' }, hint()))));
    }));
  const form = element('form', { class: 'submit', novalidate: true },
    element('section', { class: 'drop-section' }, drop, list),
    element('section', {}, element('details', { class: 'parameters' },
      element('summary', {}, 'Parameters ', element('span', { class: 'changed' }, 'all at their defaults')), fields)),
    element('div', { class: 'actions' }, start, check, outcome));

  container.append(
    element('header', {},
      element('h1', {}, 'Which probesets differ between plates?'),
      element('p', { class: 'intro' }, 'Counts of AA, AB, BB and missing calls for each probeset and genotyping batch go in; which '
        + 'probesets, and which plates, should not go into a study comes out.')),
    form,
    element('div', { class: 'side' },
      element('section', {}, element('h2', {}, 'No data at hand?'),
        note('The example has 500 probesets in 12 genotyping batches, some with planted effects. It takes a few seconds.'),
        button('Try the example', example)),
      element('section', {}, element('h2', {}, 'The same as a command'),
        element('pre', { tabindex: '0', 'aria-label': 'Command' }, curl), copy)));

  function update() {
    const values = given(form, parameters);
    markThoseThatMatter(form, parameters);
    const changes = Object.entries(values).map(([name, value]) => name + ' = ' + value);
    form.querySelector('.changed').textContent = changes.length === 0 ? 'all at their defaults' : changes.join(', ');
    Object.keys(BESIDE).forEach(part => {
      form.querySelector('.' + part + '-name').textContent = chosen.beside[part] ? chosen.beside[part].name : '';
    });
    curl.textContent = command(chosen.files, chosen.beside, values);
    copy.textContent = 'Copy';
    const total = chosen.files.reduce((sum, { file }) => sum + file.size, 0);
    list.replaceChildren(...chosen.files.slice(0, MAX_LISTED).map((one, i) => element('li', {},
      element('span', { class: 'name' }, one.name), element('span', { class: 'size' }, format.bytes(one.file.size)),
      button(element('span', {}, '×', element('span', { class: 'hidden' }, ' remove ' + one.name)), () => {
        chosen.files.splice(i, 1);
        update();
      }, 'quiet'))));
    if (chosen.files.length > 1) {
      list.append(element('li', { class: 'total' },
        format.counted(chosen.files.length, 'file') + ', ' + format.bytes(total)
          + (chosen.files.length > MAX_LISTED ? '; the first ' + MAX_LISTED + ' are shown' : ''),
        button('Remove all', () => {
          chosen.files = [];
          update();
        }, 'quiet')));
    }
    start.disabled = check.disabled = chosen.files.length === 0;
  }

  function add(files) {
    const names = new Set(files.map(({ name }) => name));
    chosen.files = chosen.files.filter(({ name }) => !names.has(name)).concat(files);
    outcome.replaceChildren();
    update();
  }

  fileInput.addEventListener('change', () => {
    add(Array.from(fileInput.files, file => ({ file, name: file.name })));
    fileInput.value = '';
  });
  folderInput.addEventListener('change', () => {
    add(Array.from(folderInput.files, file => ({ file, name: nameOf(file) })).filter(({ name }) => READABLE.test(name)));
    folderInput.value = '';
  });
  besideInputs.forEach(input => input.addEventListener('change', () => {
    if (input.files[0]) {
      chosen.beside[input.id] = input.files[0];
    } else {
      delete chosen.beside[input.id];
    }
    update();
  }));
  form.addEventListener('input', update);
  for (const type of ['dragenter', 'dragover']) {
    drop.addEventListener(type, event => {
      event.preventDefault();
      drop.classList.add('over');
    });
  }
  drop.addEventListener('dragleave', () => drop.classList.remove('over'));
  drop.addEventListener('drop', async event => {
    event.preventDefault();
    drop.classList.remove('over');
    const items = Array.from(event.dataTransfer.items, item => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
    add(items.length > 0
      ? (await Promise.all(items.map(filesOf))).flat()
      : Array.from(event.dataTransfer.files, file => ({ file, name: file.name })));
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    send(false);
  });
  update();

  async function example() {
    try {
      const file = await (await fetch('page/sample.tsv', { signal })).blob();
      chosen.files = [{ file, name: 'sample.tsv' }];
      chosen.beside = {};
      update();
      await send(false);
    } catch (e) {
      if (e.name !== 'AbortError') {
        outcome.replaceChildren(problemBox(e));
      }
    }
  }

  async function send(isCheck) {
    if (chosen.files.length === 0) {
      return;
    }
    const body = new FormData();
    Object.entries(given(form, parameters)).forEach(([name, value]) => body.append(name, value));
    if (isCheck) {
      body.append('validate_only', 'true');
    }
    chosen.files.forEach(({ file, name }) => body.append('file', file, name));
    Object.entries(chosen.beside).forEach(([part, file]) => body.append(part, file, file.name));
    const progress = bar('Upload');
    const words = element('span', { class: 'hint' }, 'Sends…');
    const request = submit(body, (sent, total) => {
      progress.value = total === 0 ? 1 : sent / total;
      words.textContent = sent < total
        ? format.bytes(sent) + ' of ' + format.bytes(total)
        : isCheck ? 'All is there; every row is read…' : 'All is there; the first rows are checked…';
    });
    outcome.replaceChildren(element('div', { class: 'upload' }, progress, words, button('Give up', request.abort, 'quiet')));
    start.disabled = check.disabled = true;
    const giveUp = () => request.abort();
    signal.addEventListener('abort', giveUp);
    try {
      const answer = await request.answer;
      signal.removeEventListener('abort', giveUp);
      if (isCheck) {
        outcome.replaceChildren(checked(answer));
      } else {
        announce('The job is accepted');
        window.location.assign(jobAddress(answer.id));
      }
    } catch (e) {
      outcome.replaceChildren(...e.name === 'AbortError' ? [] : [problemBox(e)]);
    } finally {
      start.disabled = check.disabled = chosen.files.length === 0;
    }
  }
}

function checked(answer) {
  return element('div', { class: 'checked', role: 'status' },
    element('h2', {}, 'No faults'),
    element('p', {}, format.counted(answer.rows, 'row') + ' of ' + format.counted(answer.probesets.total, 'probeset') + ' in '
      + format.counted(answer.genotyping_batches, 'genotyping batch', 'genotyping batches') + '. '
      + format.count(answer.probesets.monte_carlo) + ' need simulation; a job would take about '
      + format.duration(answer.expected_seconds) + '.'),
    (answer.warnings || []).map(warning => element('p', { class: 'warning' }, 'Note: ' + warning)));
}
