/* Numbers and names as they are shown. */
(function () {
  'use strict';

  const SUPERSCRIPTS = { '-': '⁻', 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹' };
  const MISSING = '–';
  const NARROW = '\u202f';
  const FIXED = '\u00a0';

  const KINDS = {
    calls: 'calls',
    nocalls: 'missing calls',
    swapped_alleles: 'swapped alleles',
    collapsed_cluster: 'collapsed cluster'
  };

  function isNumber(number) {
    return typeof number === 'number' && Number.isFinite(number);
  }

  /** 72,000 */
  function count(number) {
    return isNumber(number) ? Math.round(number).toString().replace(/\B(?=(\d{3})+$)/g, ',') : MISSING;
  }

  /** "1 probeset", "12 probesets" */
  function counted(number, one, several) {
    return count(number) + FIXED + (number === 1 ? one : several || one + 's');
  }

  /** With so many digits of a fraction; what is rounded to zero has no sign. */
  function fixed(number, digits) {
    return isNumber(number) ? number.toFixed(digits).replace(/^-(?=[0.]*$)/, '').replace('-', '−') : MISSING;
  }

  /** With so many digits that count, without trailing zeros of a fraction. */
  function significant(number, digits) {
    return isNumber(number) ? String(Number(number.toPrecision(digits))).replace('-', '−') : MISSING;
  }

  function power(exponent) {
    return '10' + String(exponent).replace(/./g, character => SUPERSCRIPTS[character]);
  }

  /** A p-value by its decimal logarithm: 0.042, or 3.2 × 10⁻⁹, also where it is below the smallest double. */
  function pValue(log10) {
    if (!isNumber(log10)) {
      return MISSING;
    }
    if (log10 >= -3) {
      return significant(Math.pow(10, log10), 2);
    }
    let exponent = Math.floor(log10);
    let mantissa = Math.pow(10, log10 - exponent).toFixed(1);
    if (mantissa === '10.0') {
      mantissa = '1.0';
      exponent += 1;
    }
    return mantissa + FIXED + '×' + FIXED + power(exponent);
  }

  /** 0.4 %, 12 %, 99.87 % */
  function percent(share) {
    if (!isNumber(share)) {
      return MISSING;
    }
    const hundred = share * 100;
    const far = Math.min(Math.abs(hundred), Math.abs(100 - hundred));
    const digits = far === 0 ? 0 : far >= 10 ? 0 : far >= 1 ? 1 : 2;
    return fixed(hundred, digits) + NARROW + '%';
  }

  function bytes(number) {
    const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
    let unit = 0;
    let left = number;
    while (left >= 1000 && unit < units.length - 1) {
      left /= 1000;
      unit += 1;
    }
    return (unit === 0 ? count(left) : significant(left, 3)) + FIXED + units[unit];
  }

  function duration(seconds) {
    if (seconds < 60) {
      return significant(seconds, 2) + FIXED + 's';
    }
    const minutes = Math.floor(seconds / 60);
    return minutes < 60
      ? minutes + FIXED + 'min' + FIXED + Math.round(seconds - 60 * minutes) + FIXED + 's'
      : Math.floor(minutes / 60) + FIXED + 'h' + FIXED + (minutes % 60) + FIXED + 'min';
  }

  /** 28 November 2026, 14:55 UTC */
  function moment(iso) {
    const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
      'November', 'December'];
    const parts = /^(\d+)-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(iso);
    return parts ? Number(parts[3]) + ' ' + months[Number(parts[2]) - 1] + ' ' + parts[1] + ', ' + parts[4] + ' UTC' : iso;
  }

  /** "a, b and c", the first few of many. */
  function list(names, most) {
    const shown = names.slice(0, most);
    const more = names.length - shown.length;
    const all = more > 0 ? shown.concat(counted(more, 'other')) : shown;
    return all.length < 2 ? all.join('') : all.slice(0, -1).join(', ') + ' and ' + all[all.length - 1];
  }

  /** "b003", or "b003 in EUR". */
  function batch(name, stratum) {
    return stratum ? name + ' in ' + stratum : name;
  }

  function kinds(text) {
    return text.split(',').map(kind => KINDS[kind] || kind).join(', ');
  }

  window.homogeneity = window.homogeneity || {};
  window.homogeneity.format = {
    KINDS, count, counted, fixed, significant, power, pValue, percent, bytes, duration, moment, list, batch, kinds, isNumber
  };
}());
