// A joint record while it is negotiated: acts, texts and other people's changes arrive row by row, without leaving the page. Every act has
// an address of its own and works as a plain form too; whatever goes wrong here is left to the browser.
(() => {
  'use strict';
  const all = document.querySelector('[data-record-rows]');
  if (!all) return;

  const asRow = { 'X-Rows': 'yes', Accept: 'text/html' };
  const rowOf = node => node.closest('[data-row]');
  const find = key => all.querySelector(`[data-row="${CSS.escape(key)}"]`);
  const parse = html => {
    const box = document.createElement('template');
    box.innerHTML = html;
    return box.content;
  };
  const was = new Map(); // rows as they stood before their form was opened
  const turns = new Map(); // how often a row was replaced: an answer that was asked for before is not put in its place after
  const turn = key => turns.set(key, (turns.get(key) ?? 0) + 1);

  // How many stand how: asked soon after one's own act, and now and then while others write.
  const counts = document.querySelector('[data-counts]');
  let counting = 0;
  let due = 0;
  const count = wait => {
    if (!counts || (counting && due <= Date.now() + wait)) return;
    clearTimeout(counting);
    due = Date.now() + wait;
    counting = setTimeout(async () => {
      counting = 0;
      try {
        const answer = await fetch(location.href, { headers: { 'X-Rows': 'counts', Accept: 'text/html' }, cache: 'no-store' });
        if (answer.ok) counts.replaceChildren(parse(await answer.text()));
      } catch { /* counted again with the next change */ }
    }, wait);
  };
  const othersCount = () => count(5000 + Math.random() * 5000);

  const put = (row, html) => {
    const fresh = parse(html).querySelector('[data-row]');
    if (!fresh) return null;
    if (was.delete(fresh.dataset.row)) attend(fresh.dataset.row, true);
    turn(fresh.dataset.row);
    (find(fresh.dataset.row) ?? row).replaceWith(fresh);
    count(300);
    return fresh;
  };

  // A form of a row: an act answers with the row, a form with faults answers with itself.
  const send = async (form, button) => {
    const row = rowOf(form);
    const body = new FormData(form, button);
    form.querySelectorAll('button').forEach(one => { one.disabled = true; });
    const answer = await fetch(form.getAttribute('action') || location.href, { method: 'POST', body: new URLSearchParams(body), headers: asRow, redirect: 'manual' });
    if (answer.ok) {
      const fresh = put(row, await answer.text());
      if (fresh) {
        fresh.focus();
        return;
      }
    }
    if (answer.status === 410) {
      // What was done took the paragraph away.
      (row.nextElementSibling ?? row.previousElementSibling)?.focus();
      row.remove();
      count(300);
      return;
    }
    if ((answer.status === 409 || answer.status === 422) && 'editRow' in form.dataset) {
      const again = parse(await answer.text()).querySelector('[data-edit-row]');
      if (again) {
        form.replaceWith(again);
        (again.querySelector('[aria-invalid=true]') || again.querySelector('textarea')).focus();
        return;
      }
    }
    form.querySelectorAll('button').forEach(one => { one.disabled = false; });
    // As without script: the page says what is wrong.
    form.dataset.plain = 'yes';
    form.requestSubmit(button);
  };
  all.addEventListener('submit', event => {
    const form = event.target;
    if (form.method !== 'post' || form.dataset.plain || !rowOf(form)) return;
    event.preventDefault();
    send(form, event.submitter).catch(() => {
      form.querySelectorAll('button').forEach(one => { one.disabled = false; });
      form.dataset.plain = 'yes';
      form.requestSubmit(event.submitter);
    });
  });

  const edit = async link => {
    const { row: key } = rowOf(link).dataset;
    const answer = await fetch(link.href, { headers: asRow });
    const form = answer.ok ? parse(await answer.text()).querySelector('[data-edit-row]') : null;
    const row = find(key); // it may have been replaced meanwhile
    if (!form || !row) {
      location.href = link.href;
      return;
    }
    if (was.has(key)) return;
    turn(key);
    was.set(row.dataset.row, row.cloneNode(true));
    row.querySelectorAll('.acts, .wordings, .doubts').forEach(one => one.remove());
    row.append(form);
    form.querySelector('textarea').focus();
    attend(row.dataset.row, false);
  };
  const leave = row => {
    const before = was.get(row.dataset.row);
    if (!before) return;
    was.delete(row.dataset.row);
    row.replaceWith(before);
    before.focus();
    attend(before.dataset.row, true);
    refresh([before.dataset.row]).catch(() => { /* the page says so when it is used */ });
  };
  all.addEventListener('click', event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest('[data-edit], [data-cancel]');
    if (!link || !rowOf(link)) return;
    event.preventDefault();
    if ('edit' in link.dataset) edit(link).catch(() => { location.href = link.href; });
    else leave(rowOf(link));
  });

  // Keys: nothing while something is typed, but to send it or to leave it.
  document.addEventListener('keydown', event => {
    const typing = event.target.closest('textarea, input, select');
    const row = event.target.closest('[data-row]');
    if (typing) {
      if (!row) return;
      if (event.key === 'Escape') leave(row);
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        const form = typing.closest('form');
        form.requestSubmit(form.querySelector('button'));
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = [...all.querySelectorAll('[data-row]')];
    const at = rows.indexOf(row);
    const to = event.key === 'j' ? rows[at + 1] : event.key === 'k' ? rows[Math.max(0, at - 1)] : null;
    if (to) {
      to.focus();
      to.scrollIntoView({ block: 'nearest' });
    }
    if (event.key === 'e' && row) {
      event.preventDefault();
      row.querySelector('[data-edit]')?.click();
    }
  });

  // What others change: the rows are fetched anew; where somebody writes the row stays, and is told.
  const refresh = async keys => {
    const before = new Map(keys.map(key => [key, turns.get(key)]));
    const answer = await fetch(`${all.dataset.recordRows}/row?${new URLSearchParams(keys.map(key => ['paragraph', key]))}`, { headers: asRow, cache: 'no-store' });
    if (!answer.ok && answer.status !== 404) return;
    const fresh = parse(answer.ok ? await answer.text() : '');
    for (const key of keys) {
      if (turns.get(key) !== before.get(key) && !was.has(key)) refreshSoon(key);
      else renew(key, fresh.querySelector(`[data-row="${CSS.escape(key)}"]`));
    }
    othersCount();
  };
  const renew = (key, fresh) => {
    const row = find(key);
    if (row && was.has(key)) {
      if (!row.querySelector('[data-moved]')) {
        const said = document.createElement('p');
        said.dataset.moved = 'yes';
        said.className = 'state late';
        said.setAttribute('role', 'status');
        said.textContent = all.dataset.conflict;
        row.querySelector('form').prepend(said);
      }
      return;
    }
    if (!fresh) {
      row?.remove();
      return;
    }
    // A row is not taken away under a finger: the click would go nowhere.
    if (row && row === pressed) {
      setTimeout(() => refreshSoon(key), 300);
      return;
    }
    const held = row?.contains(document.activeElement);
    fresh.querySelector('[data-present]').replaceChildren(...row?.querySelector('[data-present]').childNodes ?? []);
    if (row && row.dataset.place === fresh.dataset.place) row.replaceWith(fresh);
    else {
      row?.remove();
      const rows = [...all.querySelectorAll('[data-row]')];
      const next = rows.find(one => Number(one.dataset.place) > Number(fresh.dataset.place));
      // Beyond what is loaded it comes as one scrolls.
      if (next) next.before(fresh);
      else if (!all.querySelector('[rel=next]')) {
        if (rows.length) rows.at(-1).after(fresh);
        else all.prepend(fresh);
      }
      all.querySelector('.empty')?.remove();
    }
    if (held && fresh.isConnected) fresh.focus({ preventScroll: true });
  };
  let pressed = null;
  document.addEventListener('pointerdown', event => { pressed = event.target.closest('[data-row]'); });
  for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, () => setTimeout(() => { pressed = null; }));
  // All who read along are told at one moment: they do not ask at one moment, and ask once for all that changes meanwhile.
  const most = Number(all.dataset.most); // in one request
  const soon = new Set();
  const refreshSoon = key => {
    if (soon.size === 0) {
      setTimeout(() => {
        const keys = [...soon];
        soon.clear();
        for (let from = 0; from < keys.length; from += most) refresh(keys.slice(from, from + most)).catch(() => { /* the page says so when it is used */ });
      }, Math.random() * 500);
    }
    soon.add(key);
  };
  document.addEventListener('concord:change', ({ detail }) => {
    const [kind, key] = detail.address.split('/').filter(Boolean).slice(-2);
    if (kind === 'paragraphs' && (!detail.mine || !find(key) || was.has(key))) refreshSoon(key);
  });

  // Who writes where.
  const attend = (key, leaves) => {
    const token = all.querySelector('[name=form-token]')?.value;
    if (!token) return;
    fetch('/live/presence/paragraph/' + key, { method: 'POST', body: new URLSearchParams({ 'form-token': token, ...(leaves ? { leaves: 'yes' } : {}) }), keepalive: true }).catch(() => { /* said again soon */ });
  };
  // Others who write: told when they come and go; who went without a word is forgotten after a while, and asked for again until then.
  const present = async key => {
    try {
      const asked = { where: 'paragraph/' + key };
      document.dispatchEvent(new CustomEvent('concord:ask', { detail: asked }));
      const lines = await asked.answer;
      if (lines) find(key)?.querySelector('[data-present]').replaceChildren(...lines);
    } catch { /* asked again soon */ }
  };
  document.addEventListener('concord:attendance', ({ detail }) => {
    const [kind, key] = detail.address.split('/').filter(Boolean).slice(-2);
    if (kind === 'paragraphs' && find(key)) present(key);
  });
  setInterval(() => {
    if (document.hidden) return;
    for (const key of was.keys()) attend(key, false);
    for (const one of all.querySelectorAll('[data-present]:not(:empty)')) present(rowOf(one).dataset.row);
  }, 30000);
  addEventListener('pagehide', () => { for (const key of was.keys()) attend(key, true); });

  // The rest arrives as one scrolls.
  const follow = () => {
    const link = all.querySelector('[rel=next]');
    if (!link || !('IntersectionObserver' in window)) return;
    const watch = new IntersectionObserver(async entries => {
      if (!entries.some(entry => entry.isIntersecting)) return;
      watch.disconnect();
      try {
        const answer = await fetch(link.href, { headers: asRow });
        if (!answer.ok) return;
        link.closest('.pager').remove();
        all.append(parse(await answer.text()));
        follow();
      } catch { /* the link is still there */ }
    }, { rootMargin: '600px' });
    watch.observe(link);
  };
  follow();
})();
