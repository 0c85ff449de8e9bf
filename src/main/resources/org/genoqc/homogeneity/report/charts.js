/* The pictures of a result, drawn by ECharts from the JSON of /jobs/{id}/figures. Each function gives the option of a chart;
   draw() keeps a chart in step with the size of its place, the colour scheme and the printer. */
(function () {
  'use strict';

  const format = window.homogeneity.format;
  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif';

  const LIGHT = {
    ink: '#191d21', muted: '#56606a', rule: '#dfe3e7', faint: '#eef1f4', surface: '#ffffff', band: '#e4e8ec', shadow: 'rgba(86,96,106,0.14)',
    line: '#56606a', alert: '#a8420a',
    standard: '#0a5a9c', simulated: '#5b9fd0', at_floor: '#c2500a',
    calls: '#0072b2', nocalls: '#c2500a', swapped_alleles: '#00835f', collapsed_cluster: '#a8487f',
    AA: '#0a5a9c', AB: '#7db8e0', BB: '#e3a33b', NC: '#aab2ba'
  };
  const DARK = {
    ink: '#e8ebee', muted: '#a2adb8', rule: '#2e363e', faint: '#222930', surface: '#181d22', band: '#2c343c', shadow: 'rgba(162,173,184,0.18)',
    line: '#a2adb8', alert: '#f4a261',
    standard: '#7cc0f5', simulated: '#3f85b8', at_floor: '#f2954f',
    calls: '#56b4e9', nocalls: '#f2954f', swapped_alleles: '#2dbe94', collapsed_cluster: '#e19bc5',
    AA: '#2f7fc0', AB: '#8ccaf5', BB: '#dda03f', NC: '#5d6975'
  };

  const ORIGINS = ['simulated', 'standard', 'at_floor'];
  const ORIGIN_NAMES = {
    standard: 'chi-squared distribution', simulated: 'simulated', at_floor: 'simulated, at the floor'
  };
  const KINDS = ['calls', 'nocalls', 'swapped_alleles', 'collapsed_cluster'];
  const SYMBOLS = {
    standard: 'circle', simulated: 'circle', at_floor: 'triangle',
    calls: 'circle', nocalls: 'triangle', swapped_alleles: 'diamond', collapsed_cluster: 'rect'
  };
  const ENOUGH_TESTS = 100;

  const drawn = [];
  const scheme = window.matchMedia('(prefers-color-scheme: dark)');
  let isPrinting = false;

  function colours() {
    return scheme.matches && !isPrinting ? DARK : LIGHT;
  }

  /** An option, and what the point of an event stands for: an object with a probeset or a genotyping batch, by name. */
  function leading(option, target) {
    return Object.assign(option, { target });
  }

  /**
   * Draws a chart into a place and again whenever that is needed.
   *
   * @param open is given what a point stands for when it is clicked
   */
  function draw(place, option, open) {
    const one = {
      place,
      render() {
        if (one.chart) {
          one.chart.dispose();
        }
        one.chart = window.echarts.init(place, null, {
          devicePixelRatio: Math.max(isPrinting ? 3 : 2, window.devicePixelRatio || 1)
        });
        one.chart.setOption(option(colours(), place.clientWidth));
        if (open && option.target) {
          one.chart.on('click', item => {
            const target = option.target(item);
            if (target) {
              open(target);
            }
          });
        }
      }
    };
    drawn.push(one);
    one.render();
    let width = place.clientWidth;
    one.observer = new ResizeObserver(() => {
      if (!isPrinting && place.clientWidth !== width && place.clientWidth > 0) {
        width = place.clientWidth;
        one.render();
      }
    });
    one.observer.observe(place);
  }

  /** Lets go of all charts. */
  function clear() {
    drawn.splice(0).forEach(one => {
      one.observer.disconnect();
      one.chart.dispose();
    });
  }

  function renderAll() {
    drawn.forEach(one => one.render());
  }

  scheme.addEventListener('change', renderAll);
  window.addEventListener('beforeprint', () => {
    isPrinting = true;
    document.documentElement.classList.add('printing');
    renderAll();
  });
  window.addEventListener('afterprint', () => {
    isPrinting = false;
    document.documentElement.classList.remove('printing');
    renderAll();
  });

  function base(theme) {
    return {
      animation: false,
      textStyle: { fontFamily: FONT, color: theme.ink },
      aria: { enabled: false }
    };
  }

  function tooltip(theme, formatter, more) {
    return Object.assign({
      renderMode: 'richText',
      confine: true,
      backgroundColor: theme.surface,
      borderColor: theme.rule,
      borderWidth: 1,
      padding: [9, 12],
      textStyle: { color: theme.ink, fontSize: 13, lineHeight: 19, fontFamily: FONT },
      formatter
    }, more);
  }

  function axis(theme, more) {
    return Object.assign({
      type: 'value',
      nameLocation: 'middle',
      nameTextStyle: { color: theme.muted, fontSize: 12, fontFamily: FONT },
      axisLine: { show: true, lineStyle: { color: theme.rule } },
      axisTick: { show: false },
      axisLabel: { color: theme.muted, fontSize: 11.5, fontFamily: FONT, hideOverlap: true },
      splitLine: { lineStyle: { color: theme.faint } }
    }, more);
  }

  /** What a text shows of a name: braces would be taken for markup. */
  function plain(name) {
    return String(name).replace(/[{}|]/g, ' ');
  }

  /** Where the axis of observed p-values ends; what is beyond is drawn at its edge. */
  function cut(pValues) {
    const widest = pValues.band.high.length ? Math.max(...pValues.band.high) : 1;
    const highest = pValues.quantiles.observed.length ? Math.max(...pValues.quantiles.observed) : 1;
    const most = Math.ceil(widest * 2.5);
    const end = Math.ceil(Math.min(highest * 1.04, most));
    return { at: end > 10 ? 5 * Math.ceil(end / 5) : Math.max(1, end), isCut: highest > most };
  }

  /** What is below a curve. The band is what is below its upper end, with what is below the lower drawn over it. */
  function under(x, y, colour, z) {
    return { type: 'line', silent: true, symbol: 'none', lineStyle: { opacity: 0 }, z,
      areaStyle: { color: colour, opacity: 1 }, data: x.map((_, i) => [x[i], y[i]]) };
  }

  /** Observed p-values against those expected where nothing is wrong. */
  function quantiles(pValues) {
    const points = pValues.quantiles;
    const band = pValues.band;
    const edge = cut(pValues);
    const across = band.expected.length ? Math.ceil(band.expected[0] * 10) / 10 : 1;
    const floor = -Math.log10(pValues.floor);
    const hasSimulated = pValues.simulated + pValues.at_floor > 0;
    return leading(theme => Object.assign(base(theme), {
      grid: { left: 44, right: 12, top: 12, bottom: 42 },
      xAxis: axis(theme, { min: 0, max: across, name: 'expected  −log₁₀ p', nameGap: 26, splitLine: { show: false },
        axisLabel: Object.assign(axis(theme).axisLabel, { showMaxLabel: false }) }),
      yAxis: axis(theme, { min: 0, max: edge.at, name: 'observed  −log₁₀ p', nameGap: 28, splitLine: { show: false } }),
      tooltip: tooltip(theme, item => {
        const [expected, observed, index, origin] = item.value;
        const id = points.probeset_id[index];
        return (id === undefined ? '' : plain(id) + '\n') + 'p = ' + format.pValue(-points.observed[index])
          + '\n' + ORIGIN_NAMES[origin]
          + '\nexpected ' + format.pValue(-expected) + (observed < points.observed[index] ? '\nbeyond the axis' : '');
      }, { trigger: 'item' }),
      series: [
        under(band.expected, band.high, theme.band, 0),
        under(band.expected, band.low, theme.surface, 1),
        { type: 'line', silent: true, symbol: 'none', z: 2, lineStyle: { color: theme.line, width: 1 },
          data: [[0, 0], [Math.min(across, edge.at), Math.min(across, edge.at)]],
          markLine: !hasSimulated || floor > edge.at ? undefined : {
            silent: true, symbol: 'none', lineStyle: { color: theme.at_floor, type: [4, 3], width: 1 },
            label: { formatter: 'floor', position: 'insideStartTop', color: theme.at_floor, fontSize: 11.5, fontFamily: FONT },
            data: [{ yAxis: floor }]
          } }
      ].concat(ORIGINS.map((origin, order) => ({
        type: 'scatter', z: 3 + order, symbol: SYMBOLS[origin], symbolSize: origin === 'at_floor' ? 7 : 5,
        itemStyle: { color: theme[origin], opacity: 0.95 },
        data: points.expected.map((x, i) => [x, Math.min(points.observed[i], edge.at), i, points.origin[i]])
          .filter(point => point[3] === origin)
          .map(point => points.observed[point[2]] > edge.at
            ? { value: point, symbol: 'arrow', symbolSize: 9 } : { value: point })
      })))
    }), item => {
      const id = Array.isArray(item.value) ? points.probeset_id[item.value[2]] : undefined;
      return id === undefined ? undefined : { probeset: id };
    });
  }

  /** Observed p-values along the chromosomes, which are beside each other. */
  function manhattan(along) {
    const names = along.chromosomes.name;
    const starts = [];
    let end = 0;
    along.chromosomes.length.forEach(length => {
      starts.push(end);
      end += length;
    });
    const middle = i => starts[i] + along.chromosomes.length[i] / 2;
    return leading(theme => Object.assign(base(theme), {
      grid: { left: 52, right: 12, top: 12, bottom: 42 },
      xAxis: axis(theme, { min: 0, max: end, name: 'chromosome', nameGap: 26, splitLine: { show: false },
        axisLabel: { show: false } }),
      yAxis: axis(theme, { min: 0, name: 'observed  −log₁₀ p', nameGap: 34 }),
      tooltip: tooltip(theme, item => {
        const i = item.value[2];
        const id = along.probeset_id[i];
        return (id === undefined ? '' : plain(id) + '\n') + 'p = ' + format.pValue(-along.observed[i])
          + '\n' + ORIGIN_NAMES[along.origin[i]]
          + '\nchromosome ' + plain(names[along.chromosome[i]]) + ', position ' + format.count(along.position[i]);
      }, { trigger: 'item' }),
      series: [0, 1].map(parity => ({
        type: 'scatter', z: 3, symbolSize: 4.5,
        itemStyle: { color: parity === 0 ? theme.standard : theme.simulated, opacity: 0.9 },
        data: along.chromosome.map((chromosome, i) => [starts[chromosome] + along.position[i], along.observed[i], i])
          .filter(point => along.chromosome[point[2]] % 2 === parity)
          .map(point => along.origin[point[2]] === 'at_floor'
            ? { value: point, symbol: SYMBOLS.at_floor, symbolSize: 6 } : { value: point })
      })).concat([{
        type: 'scatter', silent: true, symbolSize: 0, data: names.map((_, i) => [middle(i), 0]),
        label: { show: true, position: 'bottom', distance: 6, color: theme.muted, fontSize: 11.5, fontFamily: FONT,
          formatter: item => plain(names[item.dataIndex]).slice(0, 5) },
        labelLayout: { hideOverlap: true }
      }])
    }), item => {
      const id = item.value && along.probeset_id[item.value[2]];
      return id === undefined ? undefined : { probeset: id };
    });
  }

  /** How many p-values there are in each of equal parts of 0 to 1. */
  function histogram(pValues) {
    const bars = pValues.histogram.standard.length;
    const even = pValues.tested / bars;
    return theme => Object.assign(base(theme), {
      grid: { left: 64, right: 12, top: 12, bottom: 40 },
      xAxis: axis(theme, { type: 'category', name: 'p', nameGap: 24, splitLine: { show: false },
        data: Array.from({ length: bars }, (_, i) => i / bars),
        axisLabel: Object.assign(axis(theme).axisLabel, { interval: i => i % (bars / 4) === 0, align: 'left' }) }),
      yAxis: axis(theme, { name: 'probesets', nameGap: 50, minInterval: 1,
        axisLabel: Object.assign(axis(theme).axisLabel, { formatter: short }) }),
      tooltip: tooltip(theme, items => {
        const from = Number(items[0].name);
        return 'p from ' + format.significant(from, 3) + ' to ' + format.significant(from + 1 / bars, 3)
          + items.filter(item => item.value > 0).map(item =>
            '\n' + format.count(item.value) + '  ' + ORIGIN_NAMES[item.seriesName]).join('');
      }, { trigger: 'axis', axisPointer: { type: 'shadow' } }),
      series: ['standard', 'simulated', 'at_floor'].map((origin, order) => ({
        type: 'bar', name: origin, stack: 'all', barCategoryGap: '12%', itemStyle: { color: theme[origin] },
        data: pValues.histogram[origin],
        markLine: order > 0 ? undefined : {
          silent: true, symbol: 'none', lineStyle: { color: theme.line, type: 'solid', width: 1 }, label: { show: false },
          data: [{ yAxis: even }]
        }
      }))
    });
  }

  function short(number) {
    return number >= 1e6 ? format.significant(number / 1e6, 3) + ' M'
      : number >= 1e4 ? format.significant(number / 1e3, 3) + ' k' : format.count(number);
  }

  function byName(names) {
    const collator = new Intl.Collator('en', { numeric: true });
    return names.map((_, i) => i).sort((a, b) => collator.compare(names[a], names[b]));
  }

  /** Whether lambda can be shown: where few tests have large expected counts the mean of all takes its place. */
  function hasLambda(batches) {
    return batches.n_standard_tests_calls.filter(tests => tests >= ENOUGH_TESTS).length * 2 > batches.batch_name.length;
  }

  /** How high the strip is, by its longest name. */
  function stripHeight(batches) {
    const longest = Math.max(0, ...batches.batch_name.map(name => name.length));
    return 302 + 112 + 18 + Math.min(80, 7 * longest);
  }

  /** The genotyping batches beside each other, by name: call rate, how much they differ from the rest, findings. */
  function strip(batches) {
    const order = byName(batches.batch_name);
    const lambda = hasLambda(batches);
    const measure = lambda ? 'lambda' : 'mean_chi2';
    const pick = column => order.map(i => batches[column][i]);
    const names = pick('batch_name');
    const outstanding = order.map(i => batches.stands_out[i]);
    const rates = pick('call_rate').filter(format.isNumber);
    const lowest = rates.length ? Math.min(...rates) : 0;
    const missing = Math.max(1 - lowest, 1e-4) * 1.02;
    const step = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2].find(of => missing <= 4 * of) || 0.5;
    const bars = {
      calls: order.map(i => Math.max(0, batches.n_calls[i] - batches.n_swapped_alleles[i] - batches.n_collapsed_cluster[i])),
      nocalls: pick('n_nocalls'),
      swapped_alleles: pick('n_swapped_alleles'),
      collapsed_cluster: pick('n_collapsed_cluster')
    };
    return leading((theme, width) => {
      const narrow = width < 560;
      const size = width / names.length > 14 ? 8 : 5;
      const categories = more => axis(theme, Object.assign({
        type: 'category', data: names, splitLine: { show: false }, axisLabel: { show: false }
      }, more));
      const left = narrow ? 50 : 66;
      const at = (top, height) => ({ left, right: 10, top, height });
      const dots = (column, panel, symbol, colour) => ({
        type: 'scatter', name: column, xAxisIndex: panel, yAxisIndex: panel, symbol, symbolSize: size,
        itemStyle: { color: colour }, z: 3,
        data: pick(column).map((value, place) => outstanding[place]
          ? { value, symbolSize: size + 5, itemStyle: { borderColor: theme.alert, borderWidth: 2 } } : { value })
      });
      const title = (text, top) => ({
        text, left: 0, top, padding: [2, 0], textStyle: { color: theme.ink, fontSize: 13, fontWeight: 600, fontFamily: FONT }
      });
      return Object.assign(base(theme), {
        title: [
          title('Call rate', 0),
          title(lambda ? 'λ, batch against rest' : 'Mean χ², batch against rest', 132),
          title('Findings', 276)
        ],
        grid: [at(26, 84), at(158, 96), at(302, 112)],
        xAxis: [
          categories({ gridIndex: 0 }),
          categories({ gridIndex: 1 }),
          categories({
            gridIndex: 2,
            axisLabel: {
              color: (name, place) => outstanding[place] ? theme.alert : theme.muted,
              fontSize: 11.5, fontFamily: FONT, rotate: 90, margin: 8, hideOverlap: true, width: 78, overflow: 'truncate',
              interval: names.length * 15 <= width ? 0 : 'auto'
            }
          })
        ],
        yAxis: [
          axis(theme, { gridIndex: 0, min: Math.max(0, 1 - Math.ceil(missing / step) * step), max: 1, interval: step, splitNumber: 3,
            axisLabel: Object.assign(axis(theme).axisLabel, { formatter: rate => format.significant(rate * 100, 4) + ' %' }) }),
          axis(theme, { gridIndex: 1, splitNumber: 3, min: range => range.min < 0.8 ? 0 : Math.min(0.8, range.min),
            axisLabel: Object.assign(axis(theme).axisLabel, { formatter: value => format.significant(value, 3) }) }),
          axis(theme, { gridIndex: 2, splitNumber: 3, minInterval: 1,
            axisLabel: Object.assign(axis(theme).axisLabel, { formatter: short }) })
        ],
        axisPointer: { link: [{ xAxisIndex: 'all' }] },
        tooltip: tooltip(theme, items => {
          const i = order[items[0].dataIndex];
          return plain(batches.batch_name[i]) + (batches.stands_out[i] ? '  (stands out)' : '')
            + '\ncall rate ' + format.percent(batches.call_rate[i])
            + '\n' + (lambda ? 'λ' : 'mean χ²') + ' of calls ' + format.significant(batches[measure + '_calls'][i], 3)
            + ', of missing calls ' + format.significant(batches[measure + '_nocalls'][i], 3)
            + '\n' + format.counted(batches.n_findings[i], 'finding') + ', ' + format.count(batches.n_calls[i])
            + ' of calls, ' + format.count(batches.n_nocalls[i]) + ' of missing calls';
        }, { trigger: 'axis', axisPointer: { type: 'shadow', shadowStyle: { color: theme.shadow } } }),
        series: [
          dots('call_rate', 0, 'circle', theme.ink),
          Object.assign(dots(measure + '_calls', 1, 'circle', theme.calls), {
            markLine: { silent: true, symbol: 'none', label: { show: false }, data: [{ yAxis: 1 }],
              lineStyle: { color: theme.line, type: 'solid', width: 1 } }
          }),
          dots(measure + '_nocalls', 1, 'triangle', theme.nocalls)
        ].concat(KINDS.map(kind => ({
          type: 'bar', name: kind, stack: 'findings', xAxisIndex: 2, yAxisIndex: 2, barMaxWidth: 26, barCategoryGap: '25%',
          itemStyle: { color: theme[kind] }, data: bars[kind]
        })))
      });
    }, item => ({ batch: names[item.dataIndex] }));
  }

  /** What a finding is shown as, of all that it is. */
  function mainKind(findings, i) {
    const kinds = findings.kinds[i].split(',');
    for (const kind of ['swapped_alleles', 'collapsed_cluster']) {
      if (kinds.includes(kind)) {
        return kind;
      }
    }
    return findings.log10_pvalue_calls[i] <= findings.log10_pvalue_nocalls[i] ? 'calls' : 'nocalls';
  }

  /** The difference in allele frequency of findings against that in missing calls. */
  function cloud(findings) {
    const rows = findings.probeset_id.map((_, i) => i);
    return leading(theme => Object.assign(base(theme), {
      grid: { left: 66, right: 16, top: 16, bottom: 48 },
      xAxis: axis(theme, { name: 'difference in frequency of B, batch − rest', nameGap: 30,
        axisLabel: Object.assign(axis(theme).axisLabel, { formatter: value => format.significant(value, 3) }) }),
      yAxis: axis(theme, { name: 'difference in missing calls, batch − rest', nameGap: 50,
        axisLabel: Object.assign(axis(theme).axisLabel, { formatter: value => format.significant(value * 100, 3) + ' %' }) }),
      tooltip: tooltip(theme, item => {
        const i = item.value[2];
        return plain(findings.probeset_id[i]) + ' in ' + plain(format.batch(findings.batch_names[findings.batch[i]], findings.stratum && findings.stratum[i]))
          + '\n' + format.kinds(findings.kinds[i])
          + '\np of calls ' + format.pValue(findings.log10_pvalue_calls[i])
          + '\np of missing calls ' + format.pValue(findings.log10_pvalue_nocalls[i])
          + '\nfrequency of B ' + format.significant(findings.allele_frequency[i], 3)
          + ', missing ' + format.percent(findings.nocall_rate[i]);
      }, { trigger: 'item' }),
      series: KINDS.map(kind => ({
        type: 'scatter', name: kind, symbol: SYMBOLS[kind], symbolSize: kind === 'collapsed_cluster' ? 7 : 9,
        itemStyle: { color: theme[kind], opacity: rows.length > 400 ? 0.65 : 0.9, borderColor: theme.surface, borderWidth: 0.5 },
        data: rows.filter(i => mainKind(findings, i) === kind)
          .map(i => [findings.frequency_difference[i] || 0, findings.nocall_difference[i] || 0, i])
      }))
    }), item => ({ probeset: findings.probeset_id[item.value[2]] }));
  }

  /** When each probeset batch ran, by the worker that ended it. */
  function timeline(times) {
    const workers = Array.from(new Set(times.worker)).sort((a, b) => a - b);
    const rows = parity => times.batch.map((_, i) => i).filter(i => times.batch[i] % 2 === parity)
      .flatMap(i => {
        const row = workers.indexOf(times.worker[i]);
        return [[times.start_seconds[i], row], [times.start_seconds[i] + times.duration_seconds[i], row], [null, null]];
      });
    return theme => Object.assign(base(theme), {
      grid: { left: 84, right: 16, top: 12, bottom: 44 },
      xAxis: axis(theme, { name: 'seconds', nameGap: 26, min: 0 }),
      yAxis: axis(theme, { type: 'category', data: workers.map(worker => 'worker ' + worker), splitLine: { show: false } }),
      series: [0, 1].map(parity => ({
        type: 'line', silent: true, symbol: 'none', data: rows(parity),
        lineStyle: { width: Math.max(3, Math.min(14, 120 / workers.length)), cap: 'butt', opacity: 0.75,
          color: parity === 0 ? theme.standard : theme.simulated }
      }))
    });
  }

  /**
   * The genotypes of a probeset in each genotyping batch, as shares of its samples.
   *
   * @param rows with batch_name, stratum or none, observed (a count for each genotype) and kinds, those of a finding or none
   */
  function genotypes(names, rows) {
    const totals = rows.map(row => row.observed.reduce((sum, count) => sum + count, 0));
    return leading((theme, width) => Object.assign(base(theme), {
      grid: { left: 50, right: 10, top: 26, bottom: 90 },
      xAxis: axis(theme, { type: 'category', data: rows.map(row => format.batch(row.batch_name, row.stratum)), splitLine: { show: false },
        axisLabel: {
          color: (name, place) => rows[place].kinds.length > 0 ? theme.alert : theme.muted,
          fontSize: 11.5, fontFamily: FONT, rotate: 90, margin: 8, hideOverlap: true, width: 78, overflow: 'truncate',
          interval: rows.length * 15 <= width ? 0 : 'auto'
        } }),
      yAxis: axis(theme, { min: 0, max: 1, interval: 0.25,
        axisLabel: Object.assign(axis(theme).axisLabel, { formatter: share => share * 100 + ' %' }) }),
      tooltip: tooltip(theme, items => {
        const row = rows[items[0].dataIndex];
        return plain(format.batch(row.batch_name, row.stratum)) + ', ' + format.counted(totals[items[0].dataIndex], 'sample')
          + names.map((name, i) => '\n' + name + '  ' + format.count(row.observed[i]) + '  '
            + format.percent(row.observed[i] / totals[items[0].dataIndex])).join('')
          + (row.kinds.length > 0 ? '\nfinding: ' + format.kinds(row.kinds.join(',')) : '');
      }, { trigger: 'axis', axisPointer: { type: 'shadow', shadowStyle: { color: theme.shadow } } }),
      series: names.map((name, i) => ({
        type: 'bar', name, stack: 'all', barCategoryGap: '14%', barMaxWidth: 46,
        itemStyle: { color: theme[name], borderColor: theme.surface, borderWidth: 0.5 },
        data: rows.map((row, place) => totals[place] === 0 ? 0 : row.observed[i] / totals[place])
      })).concat({
        type: 'scatter', symbol: 'triangle', symbolRotate: 180, symbolSize: 10, silent: true, z: 5,
        itemStyle: { color: theme.alert }, tooltip: { show: false },
        data: rows.map(row => row.kinds.length > 0 ? { value: 1, symbolOffset: [0, -10] } : '-')
      })
    }), item => ({ batch: rows[item.dataIndex].batch_name }));
  }

  window.homogeneity.charts = {
    draw, clear, quantiles, cut, manhattan, histogram, strip, stripHeight, cloud, timeline, genotypes, hasLambda, ORIGIN_NAMES, SYMBOLS
  };
}());
