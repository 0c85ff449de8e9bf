/* The key with which the service is asked, where it wants one. It is kept for this tab alone and until the tab is closed: in no
 * cookie, which a browser would also send where another site tells it to, and in no address, which is logged. */

const { element } = window.homogeneity.elements;
const NAME = 'chi2-homogeneity.key';

let asking = null;

export function hasKey() {
  return sessionStorage.getItem(NAME) !== null;
}

/** Headers of a request, with the key if there is one. */
export function withKey(headers) {
  return hasKey() ? { ...headers, Authorization: 'Bearer ' + sessionStorage.getItem(NAME) } : headers;
}

function showForget() {
  document.getElementById('forget-key').hidden = !hasKey();
}

export function forgetKey() {
  sessionStorage.removeItem(NAME);
  showForget();
}

/** Asks for a key, once for all requests that need it; false where none is given. */
export function askForKey() {
  asking = asking || new Promise(resolve => {
    const notNow = element('button', { type: 'button' }, 'Not now');
    const field = element('input', { id: 'key', type: 'password', autocomplete: 'off', spellcheck: 'false', required: true });
    const dialog = element('dialog', { 'aria-labelledby': 'key-question' },
      element('form', { method: 'dialog' },
        element('h2', { id: 'key-question' }, hasKey() ? 'This key is not in force' : 'The service asks for a key'),
        element('p', {}, 'It is kept until this tab is closed. Who runs the service has one for you.'),
        element('label', { for: 'key' }, 'Key'), field,
        element('div', { class: 'buttons' },
          notNow,
          element('button', { value: 'yes', class: 'primary' }, 'Use it'))));
    dialog.addEventListener('close', () => {
      dialog.remove();
      asking = null;
      const given = field.value.trim();
      const isGiven = dialog.returnValue === 'yes' && /^[!-~]+$/.test(given);
      if (isGiven) {
        sessionStorage.setItem(NAME, given);
        showForget();
      }
      resolve(isGiven);
    });
    notNow.addEventListener('click', () => dialog.close());
    document.body.append(dialog);
    dialog.showModal();
    field.focus();
  });
  return asking;
}

document.getElementById('forget-key').addEventListener('click', () => {
  forgetKey();
  window.location.hash = '#/jobs';
  window.location.reload();
});
showForget();
