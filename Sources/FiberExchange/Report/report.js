'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  const index = JSON.parse(byId('index').textContent);
  const main = byId('main'), article = byId('object'), parts = byId('parts'), hits = byId('hits'), search = byId('search');

  // ---- What is packed ----

  /** The bytes of a packed piece as text. */
  async function unpack(number) {
    const packed = atob(byId('p' + number).textContent);
    const bytes = Uint8Array.from(packed, (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    return new Response(stream).text();
  }

  const tables = new Map();
  /** A table as one text, each of whose lines begins after a line end; null where the plant has none of the kind. */
  function table(kind) {
    if (!index.tables[kind]) return Promise.resolve(null);
    if (!tables.has(kind)) {
      const about = index.tables[kind];
      tables.set(kind, (async () => {
        let text = '\n';
        for (const piece of about.pieces) text += await unpack(piece);
        return { kind, columns: about.columns, text, lower: null };
      })());
    }
    return tables.get(kind);
  }

  const cellsOf = (text, start) => text.slice(start, text.indexOf('\n', start)).split('\t');

  /** The row whose first cell is a name. */
  async function row(kind, name) {
    const found = await table(kind);
    if (!found) return null;
    const end = found.text.indexOf('\n' + name + '\t') >= 0 ? '\t' : '\n';
    const at = found.text.indexOf('\n' + name + end);
    return at < 0 ? null : { kind, columns: found.columns, cells: cellsOf(found.text, at + 1) };
  }

  /** Rows in which a text stands as a whole cell, or as a word or the beginning of a port in one. */
  async function rowsNaming(kind, name, most) {
    const found = await table(kind);
    const rows = [];
    if (!found) return { rows, more: false };
    let at = found.text.indexOf(name);
    while (at >= 0) {
      const before = found.text[at - 1], after = found.text[at + name.length] ?? '\n';
      const start = found.text.lastIndexOf('\n', at) + 1;
      if ('\t\n '.includes(before) && '\t\n :/'.includes(after)) {
        if (rows.length === most) return { rows, more: true };
        rows.push({ kind, columns: found.columns, cells: cellsOf(found.text, start) });
        at = found.text.indexOf('\n', at);
      }
      at = found.text.indexOf(name, at + 1);
    }
    return { rows, more: false };
  }

  const pieces = new Map();
  /** A drawing or sheet by its key; null where it was not drawn beforehand. */
  async function drawn(key) {
    const piece = index.drawings[key];
    if (piece === undefined) return null;
    if (!pieces.has(piece)) {
      pieces.set(piece, unpack(piece).then((text) => new Map(text.split('\u0002').map((part) => part.split('\u0001')))));
    }
    return (await pieces.get(piece)).get(key) ?? null;
  }

  // ---- Elements ----

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) made.setAttribute(key, '');
      else if (value !== false && value !== undefined && value !== null) made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  const placesFirst = ['hall', 'rack', 'cassette', 'device', 'segment', 'node', 'trunk', 'cord', 'link', 'work-order'];
  const href = (kind, name) => '#/' + encodeURIComponent(kind) + '/' + encodeURIComponent(name);
  const noun = (kind) => index.nouns[kind] ?? kind;

  /** A cell with links to what it names. */
  function cell(text, names) {
    if (!names || !text) return document.createTextNode(text);
    const span = document.createElement('span');
    text.split(' ').forEach((word, i) => {
      if (i) span.append(' ');
      span.append(word === '-' ? '-' : element('a', { href: href(names === 'address' ? 'find' : names, word) }, word));
    });
    return span;
  }

  function list(title, rows, more) {
    if (!rows.length) return null;
    const columns = rows[0].columns.map(([name, names], i) => ({ name, names, i }))
      .filter((c) => rows.some((r) => r.cells[c.i]));
    const head = element('tr', {}, ...columns.map((c) => element('th', { scope: 'col' }, c.name)));
    const body = rows.map((r) => element('tr', {}, ...columns.map((c) =>
      element('td', {}, c.i === 0 && placesFirst.includes(r.kind)
        ? element('a', { href: href(r.kind, r.cells[0]) }, r.cells[0]) : cell(r.cells[c.i] ?? '', c.names)))));
    return element('section', {}, element('h3', {}, title),
      element('div', { class: 'scroll' }, element('table', {}, element('thead', {}, head), element('tbody', {}, ...body))),
      more ? element('p', { class: 'note' }, 'There are more; the first ' + rows.length + ' are shown.') : null);
  }

  // ---- Drawings: pan, zoom and what a shape stands for ----

  function place(figure, text) {
    const parsed = new DOMParser().parseFromString(text, 'text/html').querySelector('svg');
    figure.replaceChildren(parsed);
    parsed.setAttribute('tabindex', '0');
    const whole = parsed.viewBox.baseVal;
    const start = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
    const view = { ...start };
    const show = () => {
      parsed.setAttribute('viewBox', [view.x, view.y, view.width, view.height].join(' '));
      // A finger on what is not enlarged scrolls the page, and on what is, the drawing.
      parsed.classList.toggle('enlarged', view.width < start.width * 0.98);
    };
    const zoom = (factor, x = view.x + view.width / 2, y = view.y + view.height / 2) => {
      const width = Math.min(start.width * 1.5, Math.max(start.width / 60, view.width * factor));
      const by = width / view.width;
      view.x = x - (x - view.x) * by;
      view.y = y - (y - view.y) * by;
      view.width = width;
      view.height *= by;
      show();
    };
    const at = (event) => {
      const box = parsed.getBoundingClientRect();
      return [view.x + (event.clientX - box.left) / box.width * view.width,
        view.y + (event.clientY - box.top) / box.height * view.height];
    };
    parsed.addEventListener('wheel', (event) => {
      // A page that scrolls is not to be held up: the pointer has to be meant.
      if (!event.ctrlKey && document.activeElement !== parsed) return;
      event.preventDefault();
      zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2, ...at(event));
    }, { passive: false });
    const pointers = new Map();
    let moved = 0;
    parsed.addEventListener('pointerdown', (event) => {
      pointers.set(event.pointerId, event);
      moved = 0;
    });
    parsed.addEventListener('pointermove', (event) => {
      const last = pointers.get(event.pointerId);
      if (!last) return;
      const box = parsed.getBoundingClientRect();
      if (pointers.size === 2) {
        const [a, b] = [...pointers.values()];
        const before = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
        pointers.set(event.pointerId, event);
        const [c, d] = [...pointers.values()];
        const now = Math.hypot(c.clientX - d.clientX, c.clientY - d.clientY);
        if (now > 0) zoom(before / now, ...at(event));
      } else {
        view.x -= (event.clientX - last.clientX) / box.width * view.width;
        view.y -= (event.clientY - last.clientY) / box.height * view.height;
        pointers.set(event.pointerId, event);
        show();
      }
      moved += Math.abs(event.clientX - last.clientX) + Math.abs(event.clientY - last.clientY);
    });
    const lift = (event) => pointers.delete(event.pointerId);
    for (const name of ['pointerup', 'pointercancel', 'pointerleave']) parsed.addEventListener(name, lift);
    parsed.addEventListener('click', (event) => {
      const shape = event.target.closest('[data-of]');
      if (!shape || moved > 8) return;
      const [kind, ...rest] = shape.dataset.of.split(' ');
      location.hash = href(kind, rest.join(' '));
    });
    const keys = {
      '+': () => zoom(1 / 1.3), '=': () => zoom(1 / 1.3), '-': () => zoom(1.3),
      ArrowLeft: () => { view.x -= view.width / 10; show(); }, ArrowRight: () => { view.x += view.width / 10; show(); },
      ArrowUp: () => { view.y -= view.height / 10; show(); }, ArrowDown: () => { view.y += view.height / 10; show(); },
      0: () => { Object.assign(view, start); show(); },
    };
    parsed.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
    });
    const button = (text, label, action) => {
      const made = element('button', { type: 'button', 'aria-label': label }, text);
      made.addEventListener('click', action);
      return made;
    };
    figure.append(element('div', { class: 'tools' }, button('+', 'larger', keys['+']), button('−', 'smaller', keys['-']),
      button('⤢', 'all of it', keys[0])));
    return parsed;
  }

  async function show(figure, key) {
    const text = await drawn(key);
    if (text === null) return false;
    figure.dataset.drawing = key;
    place(figure, text);
    return true;
  }

  /** Marks what a drawing shows of some objects, each a kind and a name. */
  function mark(figure, objects) {
    for (const shape of figure.querySelectorAll('[data-of]')) {
      shape.classList.toggle('found', objects.includes(shape.dataset.of));
    }
  }

  /** Where in a hall an object is: itself, the rack that it stands in, or the segments of its way and the racks at its ends. */
  async function placesOf(kind, own) {
    const named = (found, wanted) => found.columns.flatMap(([, names], i) =>
      wanted.includes(names) && found.cells[i] ? found.cells[i].split(' ').map((word) => [names, word]) : []);
    const rackOf = (address) => address.replace(/-[^-]*$/, '');
    if (['segment', 'node'].includes(kind)) return [kind + ' ' + own.cells[0]];
    if (['cassette', 'device'].includes(kind)) return ['rack ' + rackOf(own.cells[0])];
    if (kind === 'trunk' || kind === 'cord') {
      return named(own, ['segment', 'address']).map(([names, word]) =>
        names === 'segment' ? 'segment ' + word : 'rack ' + rackOf(word));
    }
    if (kind !== 'link') return [];
    const path = await row('path', own.cells[0]);
    const places = [];
    for (const cable of path?.cells[1].split(' ') ?? []) {
      const label = cable.replace(/:[^:]*$/, '');
      for (const other of ['trunk', 'cord']) {
        const found = await row(other, label);
        if (found) places.push(...await placesOf(other, found));
      }
    }
    return places;
  }

  const waiting = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      waiting.unobserve(entry.target);
      show(entry.target, entry.target.dataset.drawing);
    }
  }, { rootMargin: '400px' });
  const plans = [...document.querySelectorAll('figure[data-drawing]')];
  for (const figure of plans) waiting.observe(figure);
  // What is not looked at may be printed: drawn when there is nothing else to do.
  addEventListener('load', () => setTimeout(async () => {
    for (const figure of plans.slice(0, 20)) {
      if (figure.querySelector('svg')) continue;
      waiting.unobserve(figure);
      await show(figure, figure.dataset.drawing);
    }
  }, 500));

  // ---- An object ----

  /** Which drawings an object has, by its kind, and the command for one that is not here. */
  const drawings = {
    hall: ['hall'], rack: ['rack'], cassette: ['module'], trunk: ['route', 'connector'], link: ['link'], segment: ['tray'],
  };
  /** What names an object of a kind, and the columns that need not be told again. */
  const related = {
    hall: [['rack', 'Racks']], rack: [['cassette', 'Cassettes'], ['device', 'Devices'], ['capacity', 'Strands to other racks']],
    cassette: [['trunk', 'Trunks'], ['cord', 'Cords'], ['splice', 'Splices']],
    device: [['device-port', 'Ports'], ['cord', 'Cords'], ['trunk', 'Trunks'], ['link', 'Links']],
    trunk: [['path', 'Links over it'], ['strand', 'Strands with a note'], ['task', 'Work'], ['measurement', 'Measured']],
    cord: [['path', 'Links over it'], ['task', 'Work']], link: [['measurement', 'Measured']],
    segment: [['trunk', 'Trunks in it'], ['cord', 'Cords in it']], node: [['segment', 'Segments']],
    'work-order': [['task', 'Tasks']], site: [['hall', 'Halls']],
  };

  let asked = 0;
  async function open(kind, name) {
    const mine = ++asked;
    let own = kind === 'find' ? null : await row(kind, name);
    if (!own) {
      const found = await whatIs(name);
      if (found) {
        kind = found[0];
        own = await row(...found);
      }
    }
    if (mine !== asked) return;
    const back = element('p', {}, element('a', { href: '#overview' }, '← the whole plant'));
    if (!own) {
      article.replaceChildren(back, element('h2', {}, name), element('p', { class: 'note' }, 'Nothing here is called so.'));
      return reveal();
    }
    const called = own.cells[0];
    const facts = element('dl', { class: 'facts' });
    const said = new Set();
    const tell = (found, skip) => found?.columns.forEach(([column, names], i) => {
      if (i === 0 && skip || !found.cells[i] || said.has(column)) return;
      said.add(column);
      facts.append(element('dt', {}, column), element('dd', {}, cell(found.cells[i], names)));
    });
    tell(own, true);
    if (kind === 'link') { tell(await row('budget', called), true); tell(await row('path', called), true); }
    if (kind === 'segment') tell(await row('fill', called), true);
    const children = [back, element('h2', {}, noun(kind) + ' ' + called)];
    const unit = called.match(/^(.*)-[^-]*$/);
    if ((kind === 'cassette' || kind === 'device') && unit) {
      children.push(element('p', {}, 'in rack ', element('a', { href: href('rack', unit[1]) }, unit[1])));
    }
    children.push(facts);
    article.replaceChildren(...children);
    reveal();
    for (const drawing of drawings[kind] ?? []) {
      const figure = element('figure', { class: 'map' });
      article.append(figure);
      if (!await show(figure, drawing + ' ' + called)) {
        figure.replaceWith(element('p', { class: 'note' }, 'Not drawn in this report: ',
          element('code', {}, 'fiberplan draw ' + drawing + ' ' + called + ' -o ' + drawing + '.svg')));
      }
      if (mine !== asked) return;
    }
    if (kind === 'cassette' || kind === 'device') {
      const figure = element('figure', { class: 'map' });
      article.append(figure);
      if (await show(figure, 'rack ' + (unit?.[1] ?? ''))) mark(figure, [kind + ' ' + called]);
      else figure.remove();
    }
    const places = await placesOf(kind, own);
    if (places.length) {
      for (const key of Object.keys(index.drawings).filter((k) => k.startsWith('hall '))) {
        const figure = element('figure', { class: 'map' });
        article.append(figure);
        await show(figure, key);
        mark(figure, places);
        if (!figure.querySelector('.found')) figure.remove();
      }
    }
    const found = await rowsNaming('finding', called, 50);
    if (mine !== asked) return;
    article.append(...[list('Findings', found.rows, found.more)].filter(Boolean));
    if (kind === 'work-order') await sheets(called);
    for (const [other, title] of related[kind] ?? []) {
      const name = kind === 'rack' && other !== 'capacity' ? null : called;
      const named = name === null ? await standingIn(other, called) : await rowsNaming(other, name, 200);
      if (mine !== asked) return;
      article.append(...[list(title, named.rows, named.more)].filter(Boolean));
    }
  }

  /** The units of a rack: their addresses begin with that of the rack. */
  async function standingIn(kind, rack) {
    const found = await table(kind);
    const rows = [];
    if (!found) return { rows, more: false };
    const mark = '\n' + rack + '-';
    for (let at = found.text.indexOf(mark); at >= 0; at = found.text.indexOf(mark, at + 1)) {
      rows.push({ kind, columns: found.columns, cells: cellsOf(found.text, at + 1) });
    }
    return { rows, more: false };
  }

  /** The address or label of what people call so: the label of a unit, the name of a rack or hall, with its hall before it or not. */
  async function addressOf(name) {
    const [hall, inHall] = name.includes('/') ? [name.split('/')[0] + '.', name.slice(name.indexOf('/') + 1)] : ['', name];
    for (const [kind, column] of [['device', 'label'], ['cassette', 'label'], ['rack', 'name'], ['hall', 'name']]) {
      const found = await table(kind);
      const at = found?.columns.findIndex(([own]) => own === column) ?? -1;
      if (at < 0) continue;
      const { rows } = await rowsNaming(kind, inHall, 50);
      const called = rows.find((r) => r.cells[at] === inHall && r.cells[0].startsWith(hall));
      if (called) return [kind, called.cells[0]];
    }
    return null;
  }

  /** The kind and name of what is called so; small tables are asked first. A port is shown with its unit. */
  async function whatIs(name) {
    const whole = name.replace(/:[^:]*$/, '');
    for (const text of whole === name ? [name] : [name, whole]) {
      for (const kind of placesFirst) if (await row(kind, text)) return [kind, text];
      const found = await addressOf(text);
      if (found) return found;
    }
    return null;
  }

  function reveal() {
    article.hidden = false;
    parts.hidden = true;
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }

  // ---- Work packs ----

  const hash = (text) => {
    let value = 0x811c9dc5;
    for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
    return value.toString(36);
  };
  const kept = {
    read(key) { try { return JSON.parse(localStorage.getItem(key) ?? '{}'); } catch { return this.own[key] ?? {}; } },
    write(key, value) {
      this.own[key] = value;
      try { localStorage.setItem(key, JSON.stringify(value)); } catch { for (const note of document.querySelectorAll('.unkept')) note.hidden = false; }
    },
    own: {},
  };
  /** As a CSV of ours: what a spreadsheet would run gets a ' in front. */
  const guarded = (text) => /^'*[=+\-@\t\r\n]/.test(text) && !/^-?[0-9.]+$/.test(text) ? "'" + text : text;
  const plain = (text) => /^'+[=+\-@\t\r\n]/.test(text) ? text.slice(1) : text;
  const quoted = (text) => /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;

  async function sheets(order) {
    for (const kind of ['trunk', 'cord']) {
      const sheet = await drawn('sheet ' + order + ' ' + kind);
      if (sheet) article.append(form(order, kind, JSON.parse(sheet)));
    }
  }

  function form(order, kind, sheet) {
    const at = Object.fromEntries(sheet.columns.map((column, i) => [column.name, i]));
    const told = (kind === 'cord'
      ? ['action', 'cord', 'label_a', 'a_port_name', 'z_port_name', 'cord_type', 'colour', 'length_m', 'limit_db']
      : ['action', 'trunk', 'type', 'from', 'to', 'length_m', 'limit_db']).filter((name) => name in at && sheet.rows.some((cells) => cells[at[name]]));
    const answers = sheet.columns.filter((column) => column.use === 'answer');
    const built = sheet.columns.filter((column) => column.use === 'built');
    const design = ['action', ...built.map((column) => column.name)].filter((name) => name in at);
    const rows = sheet.rows.map((cells) => {
      const key = ['fiberplan', document.title, order, kind, cells[at[kind]]].join(' ');
      const state = kept.read(key);
      const own = hash(design.map((name) => cells[at[name]]).join('\t'));
      const isChanged = state.design !== undefined && state.design !== own;
      return { cells, key, state, own, isChanged };
    });
    const body = rows.map((entry) => {
      const inputs = {};
      const line = element('tr', {});
      const keep = () => {
        entry.state.design ??= entry.own;
        kept.write(entry.key, entry.state);
        line.classList.toggle('done', !!entry.state.status);
        tick.checked = entry.state.status === 'done';
      };
      const input = (column) => {
        const value = entry.state[column.name] ?? plain(entry.cells[at[column.name]]);
        const made = column.choices.length
          ? element('select', { 'aria-label': column.name }, ...['', ...column.choices].map((choice) =>
            element('option', { value: choice, selected: choice === value }, choice)))
          : element('input', { 'aria-label': column.name, value, type: column.name === 'date' ? 'date' : 'text' });
        made.addEventListener('input', () => {
          entry.state[column.name] = made.value;
          keep();
        });
        return inputs[column.name] = made;
      };
      const tick = element('input', { type: 'checkbox', 'aria-label': 'done: ' + entry.cells[at[kind]], checked: entry.state.status === 'done' });
      tick.addEventListener('change', () => {
        entry.state.status = tick.checked ? 'done' : '';
        inputs.status.value = entry.state.status;
        keep();
      });
      line.append(element('td', {}, tick), ...told.map((name) => element('td', {}, plain(entry.cells[at[name]]),
        name === kind && entry.isChanged ? element('div', { class: 'warning' }, 'planned otherwise since this was filled in') : null)),
        ...answers.map((column) => element('td', {}, input(column))),
        element('td', {}, element('details', {}, element('summary', {}, 'built otherwise'),
          element('div', { class: 'built' }, ...built.map((column) => element('label', {}, column.name, input(column)))))));
      line.classList.toggle('done', !!entry.state.status);
      return line;
    });
    const save = element('button', { type: 'button', class: 'export' }, 'Export the sheet');
    save.addEventListener('click', () => {
      const lines = [sheet.columns.map((column) => column.name), ...rows.map(({ cells, state }) => sheet.columns.map((column, i) =>
        state[column.name] === undefined ? cells[i] : guarded(state[column.name])))];
      const csv = lines.map((line) => line.map(quoted).join(',') + '\n').join('');
      const link = element('a', { download: order + '-' + kind + 's.csv', href: URL.createObjectURL(new Blob([csv], { type: 'text/csv' })) });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    });
    const heads = ['✓', ...told, ...answers.map((column) => column.name), ''];
    return element('section', { class: 'sheet' }, element('h3', {}, kind === 'cord' ? 'Cords to patch' : 'Trunks to pull'),
      element('p', {}, 'What is ticked stays in this browser. ', save, ' ',
        element('code', {}, 'fiberplan sign-off ' + order + ' ' + order + '-' + kind + 's.csv')),
      element('p', { class: 'note unkept', hidden: true }, 'This browser keeps nothing for this page: export before you close it.'),
      element('div', { class: 'scroll' }, element('table', {},
        element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
        element('tbody', {}, ...body))));
  }

  // ---- Search ----

  const most = 12;
  /** In small letters, each as long as it was: the one letter whose small form is two would move all that follows. */
  const small = (text) => text.replaceAll('\u0130', 'I').toLowerCase();
  async function find(text) {
    const mine = ++searches;
    const wanted = small(text.trim());
    if (!wanted) { hits.hidden = true; return; }
    const kinds = [...placesFirst, ...Object.keys(index.tables).filter((k) => !placesFirst.includes(k) && index.nouns[k])];
    const found = [];
    hits.replaceChildren(element('p', {}, 'searching …'));
    hits.hidden = false;
    for (const kind of kinds) {
      const own = await table(kind);
      if (mine !== searches) return;
      if (!own) continue;
      own.lower ??= small(own.text);
      // What begins so stands before what only has it somewhere.
      const rows = new Map();
      for (const [pattern, rank] of [['\n' + wanted, 1], [wanted, 2]]) {
        for (let at = own.lower.indexOf(pattern); at >= 0 && rows.size < most;) {
          const start = own.lower.lastIndexOf('\n', at + pattern.length - 1) + 1;
          if (!rows.has(start)) rows.set(start, rank);
          at = own.lower.indexOf(pattern, own.lower.indexOf('\n', start));
        }
      }
      for (const [start, rank] of rows) {
        const cells = cellsOf(own.text, start);
        const exact = small(cells[0]) === wanted ? 0 : rank;
        found.push({ kind, cells, rank: exact, own });
      }
    }
    found.sort((a, b) => a.rank - b.rank);
    hits.replaceChildren(...(found.length ? found.slice(0, 40).map((hit, i) => {
      const why = hit.cells.find((c, j) => j > 0 && small(c).includes(wanted));
      const line = element('a', { href: href(hit.kind, hit.cells[0]), role: 'option', id: 'hit' + i, 'aria-selected': 'false' },
        element('b', {}, hit.cells[0]), ' ', element('span', {}, noun(hit.kind) + (why ? ', ' + why.slice(0, 120) : '')));
      return line;
    }) : [element('p', {}, 'Nothing is called so.')]));
  }
  let searches = 0, timer = 0, chosen = -1;
  search.addEventListener('input', () => {
    clearTimeout(timer);
    chosen = -1;
    timer = setTimeout(() => find(search.value), 150);
  });
  const close = () => { hits.hidden = true; searches++; };
  search.addEventListener('keydown', (event) => {
    const all = [...hits.querySelectorAll('a')];
    if (event.key === 'Escape') return close();
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!all.length) return;
      chosen = (chosen + (event.key === 'ArrowDown' ? 1 : all.length - 1 + (chosen < 0))) % all.length;
      all.forEach((hit, i) => hit.setAttribute('aria-selected', i === chosen));
      search.setAttribute('aria-activedescendant', 'hit' + chosen);
      all[chosen].scrollIntoView({ block: 'nearest' });
    }
  });
  byId('search-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    if (chosen < 0) await find(search.value);
    const all = hits.querySelectorAll('a');
    const hit = all[Math.max(0, chosen)];
    if (hit) location.hash = hit.getAttribute('href');
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName)) {
      event.preventDefault();
      search.focus();
    }
  });
  document.addEventListener('click', (event) => { if (!event.target.closest('#hits, #search-form')) close(); });

  // ---- Where we are ----

  /** A part of an address as it reads; one that is no escape stays as it is. */
  function readable(part) {
    try { return decodeURIComponent(part); } catch { return part; }
  }

  function go() {
    close();
    const [, kind, ...rest] = location.hash.split('/').map(readable);
    if (location.hash.startsWith('#/') && kind) {
      open(kind, rest.join('/')).catch((error) => {
        article.replaceChildren(element('p', { class: 'note' }, 'This cannot be shown: ' + error.message));
        reveal();
      });
      return;
    }
    asked++;
    article.hidden = true;
    parts.hidden = false;
    const target = location.hash.length > 1 ? byId(location.hash.slice(1)) : null;
    if (target) target.scrollIntoView(); else scrollTo(0, 0);
  }
  addEventListener('hashchange', go);
  if (location.hash.length > 1) go();

  // ---- Served from the plant ----

  const revision = document.documentElement.dataset.live;
  if (revision !== undefined) {
    setInterval(async () => {
      try {
        const answer = await fetch('revision', { cache: 'no-store' });
        const isTyping = /^(INPUT|SELECT)$/.test(document.activeElement?.tagName) && article.contains(document.activeElement);
        if (answer.ok && (await answer.text()).trim() !== revision && !isTyping) location.reload();
      } catch { /* The server has ended; what is on the page stays. */ }
    }, 2000);
  }
})();
