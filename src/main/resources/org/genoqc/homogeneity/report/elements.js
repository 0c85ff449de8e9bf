/* Elements of a document, made by scripts. All text is set as text. */
(function () {
  'use strict';

  const format = window.homogeneity.format;
  const SVG = 'http://www.w3.org/2000/svg';
  const SHORT_NAME = 24;

  /** An element with attributes and children: elements, texts, nothing. */
  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === true) {
        made.setAttribute(name, '');
      } else if (value !== undefined && value !== false && value !== null) {
        made.setAttribute(name, value);
      }
    }
    children.flat(Infinity).forEach(child => {
      if (child !== undefined && child !== null && child !== false) {
        made.append(child);
      }
    });
    return made;
  }

  function section(title, ...children) {
    return element('section', {}, element('h2', {}, title), children);
  }

  function note(...text) {
    return element('p', { class: 'note' }, text);
  }

  function swatch(name, symbol) {
    const shapes = {
      circle: 'M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9z', triangle: 'M6 1L11.2 10.5H0.8z', diamond: 'M6 0.5L11 6L6 11.5L1 6z',
      rect: 'M1.5 1.5h9v9h-9z', band: 'M0 2h12v8H0z'
    };
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('width', '12');
    svg.setAttribute('height', '12');
    svg.setAttribute('viewBox', '0 0 12 12');
    svg.setAttribute('aria-hidden', 'true');
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', shapes[symbol]);
    path.setAttribute('class', name);
    svg.append(path);
    return svg;
  }

  function legend(entries) {
    return element('ul', { class: 'legend' }, entries.map(([name, symbol, label]) =>
      element('li', {}, swatch(name, symbol), label)));
  }

  function head(titles) {
    return element('thead', {}, element('tr', {}, titles.map(([title, isNumber]) =>
      element('th', { scope: 'col', class: isNumber ? 'number' : undefined }, title))));
  }

  function scrolling(label, table) {
    return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label }, table);
  }

  /** Short names are not broken into lines. */
  function nameClass(name) {
    return name.length <= SHORT_NAME ? 'name short' : 'name';
  }

  function number(...text) {
    return element('td', { class: 'number' }, text);
  }

  /** A table that begins with some rows, and a button for the others. */
  function growing(first, rows, body, name) {
    body.append(...rows.slice(0, first).map(row => row()));
    if (rows.length <= first) {
      return [];
    }
    const button = element('button', { type: 'button' }, 'Show all ' + format.counted(rows.length, name[0], name[1]));
    button.addEventListener('click', () => {
      body.append(...rows.slice(first).map(row => row()));
      button.remove();
    });
    return [button];
  }

  function facts(pairs) {
    return element('dl', { class: 'facts' }, pairs.map(([name, ...value]) =>
      [element('dt', {}, name), element('dd', {}, value)]));
  }

  function code(text) {
    return element('code', {}, text);
  }

  window.homogeneity.elements = {
    element, section, note, swatch, legend, head, scrolling, nameClass, number, growing, facts, code
  };
}());
