// Tells the reader of an open page what others have changed since, and touches nothing of what is being typed. Nothing depends on it: its
// sentences come from the page, in the reader's language. One tab of a browser listens for all of them, and none while all are hidden.
(() => {
  'use strict';
  const say = document.getElementById('live').dataset;
  if (!('EventSource' in window)) return;

  const partsOf = path => path.split('/').filter(Boolean).map(part => decodeURIComponent(part).toLowerCase());
  const [, ...here] = partsOf(location.pathname); // the language stands first
  const isDesk = here[0] === 'desk';
  const isList = isDesk || here.length === 1 || here[1] === 'calendar';
  const editing = document.querySelector('[data-editing]') !== null;
  const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: say.zone });
  const seen = new Set();
  const records = new Set();
  const people = new Map();
  let last = Number(say.opened);

  const box = document.createElement('div');
  box.className = 'live';
  box.setAttribute('role', 'status');
  document.body.append(box);

  // A sentence with names and numbers in their places; a name keeps its own language.
  const fill = (sentence, values) => {
    const line = document.createElement('p');
    for (const piece of sentence.split(/(\{\d\})/)) line.append(/^\{\d\}$/.test(piece) ? values[Number(piece[1])] : piece);
    return line;
  };
  const nameOf = who => {
    const own = document.documentElement.lang.split('-')[0];
    const language = own in who ? own : Object.keys(who)[0];
    const name = document.createElement('strong');
    name.lang = language;
    name.textContent = who[language];
    return name;
  };
  const listOf = nodes => {
    const all = document.createElement('span');
    const list = new Intl.ListFormat(document.documentElement.lang);
    for (const part of list.formatToParts(nodes.map((_, index) => String(index)))) all.append(part.type === 'element' ? nodes[Number(part.value)] : part.value);
    return all;
  };
  const button = (words, act) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = words;
    made.addEventListener('click', act);
    return made;
  };
  const show = (...lines) => {
    const acts = document.createElement('p');
    acts.className = 'acts';
    if (!editing) {
      const again = document.createElement('a');
      again.className = 'button';
      again.href = location.pathname + location.search;
      again.textContent = say.show;
      acts.append(again);
    }
    acts.append(button(say.close, () => box.replaceChildren()));
    box.replaceChildren(...lines, ...(editing ? [fill(say.editingNow, [])] : []), acts);
  };

  const concerns = parts => isList ? isDesk || parts[0] === here[0] : parts[0] === here[0] && parts[1] === here[1];
  const changed = (event, id) => {
    last = Math.max(last, Number(id) || 0);
    if (seen.has(event.entry)) return;
    seen.add(event.entry);
    document.dispatchEvent(new CustomEvent('concord:change', { detail: event }));
    // What was saved before this page was made stands on it already. A transaction may end a moment after it says when it was.
    if (event.at <= Number(say.opened) - (event.mine ? 0 : 1000) || !concerns(partsOf(event.address))) return;
    records.add(event.address);
    const at = time.format(event.at);
    if (isList) {
      if (event.who) people.set(JSON.stringify(event.who), event.who);
      show(fill(records.size === 1 ? say.one : say.other, ['', String(records.size)]), ...(people.size > 0 ? [fill(say.people, [listOf([...people.values()].map(nameOf))])] : []));
    }
    else if (event.mine) show(fill(say.mine, ['', at]));
    else if (event.who) show(fill(say.by, [nameOf(event.who), at]));
    else show(fill(say.changed, ['', at]));
  };

  // All tabs of a browser hear what one of them is told: HTTP/1.1 has six connections for all of them together.
  const name = 'concord-live:' + say.who;
  const tabs = 'BroadcastChannel' in window ? new BroadcastChannel(name) : null;
  const tell = message => { hear(message); tabs?.postMessage(message); };
  const hear = message => {
    if (message.sort === 'change') changed(message.event, message.id);
    else {
      if (record && concerns(partsOf(message.event.address))) attend();
      document.dispatchEvent(new CustomEvent('concord:attendance', { detail: { address: message.event.address } }));
    }
  };

  // Who is editing this record: the form says so while it is looked at, the record's pages ask.
  const form = document.querySelector('[data-editing]');
  const record = form?.dataset.editing || document.querySelector('[data-record]')?.dataset.record;
  const post = leaves => {
    const body = new URLSearchParams({ 'form-token': form.closest('form').elements['form-token'].value, ...(leaves ? { leaves: 'yes' } : {}) });
    if (leaves) navigator.sendBeacon('/live/presence/' + record, body);
    else fetch('/live/presence/' + record, { method: 'POST', body }).catch(() => { /* said again soon */ });
  };
  const present = document.createElement('div');
  present.className = 'present';
  present.setAttribute('role', 'status');
  if (record) document.querySelector('main h1')?.after(present);
  // Who is at a record (KIND/KEY), a line for each; null when nobody can say.
  const presentAt = async where => {
    const answer = await fetch('/live/presence/' + where, { cache: 'no-store' });
    return answer.ok ? (await answer.json()).slice(0, 5).map(one => fill(say.present, [nameOf(one.who), time.format(one.since)])) : null;
  };
  document.addEventListener('concord:ask', ({ detail }) => { detail.answer = presentAt(detail.where); });
  const attend = async () => {
    try {
      const lines = await presentAt(record);
      if (!lines) return;
      if (present.textContent !== lines.map(line => line.textContent).join('')) present.replaceChildren(...lines);
    } catch { /* asked again soon */ }
  };
  const round = () => {
    if (!record || document.hidden) return;
    if (form?.dataset.editing) post(false);
    attend();
  };
  setInterval(round, 30000);
  round();
  if (tabs) tabs.onmessage = ({ data }) => hear(data);

  let stream = null;
  let pause = 10000;
  let again = 0;
  const open = () => {
    stream = new EventSource('/live?after=' + last);
    stream.addEventListener('open', () => { pause = 10000; });
    stream.addEventListener('change', ({ data, lastEventId }) => tell({ sort: 'change', event: JSON.parse(data), id: lastEventId }));
    stream.addEventListener('attendance', ({ data }) => tell({ sort: 'attendance', event: JSON.parse(data) }));
    stream.addEventListener('error', () => {
      // A line that breaks is mended by the browser itself. A refusal is final for it: ask again later, and later still.
      if (stream?.readyState !== EventSource.CLOSED) return;
      again = setTimeout(open, pause * (.75 + Math.random() / 2));
      pause = Math.min(pause * 2, 300000);
    });
  };
  const close = () => { clearTimeout(again); stream?.close(); stream = null; };

  // Whoever holds the lock listens. Only tabs that are looked at ask for it; the next of them takes over when one goes.
  let leave = null;
  const begin = () => {
    if (leave) return;
    if (!navigator.locks) {
      open();
      leave = close;
      return;
    }
    const asking = new AbortController();
    let done = null;
    leave = () => { asking.abort(); close(); done?.(); };
    navigator.locks.request(name, { signal: asking.signal }, () => asking.signal.aborted ? undefined : new Promise(resolve => { done = resolve; open(); })).catch(() => { /* left before it was our turn */ });
  };
  const end = () => { leave?.(); leave = null; };
  document.addEventListener('visibilitychange', () => { if (document.hidden) end(); else begin(); });
  document.addEventListener('visibilitychange', round);
  addEventListener('pagehide', () => {
    end();
    if (form?.dataset.editing) post(true);
  });
  addEventListener('pageshow', event => {
    if (event.persisted) round();
    if (!document.hidden) begin();
  });
})();
