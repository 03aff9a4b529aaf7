// Makes forms quicker and safer; nothing depends on it. Its sentences come from the page, in the reader's language.
(() => {
  'use strict';
  const say = document.getElementById('script').dataset;
  const prefix = 'concord:' + (say.who || '') + ':';
  const sent = prefix + 'sent';

  // Filters show their list at once when a choice is made with the pointer. With the keyboard every arrow would send it: there the button does.
  let pointed = false;
  addEventListener('pointerdown', () => { pointed = true; }, true);
  addEventListener('keydown', () => { pointed = false; }, true);
  for (const form of document.querySelectorAll('form.filters')) {
    form.addEventListener('change', event => {
      if (pointed && event.target.matches('select, [type=checkbox], [type=radio]')) form.requestSubmit();
    });
  }

  if (!say.who) return;

  const store = {
    get: key => { try { return sessionStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { sessionStorage.setItem(key, value); } catch { /* full, or not allowed: the form works without */ } },
    drop: key => { try { sessionStorage.removeItem(key); } catch { /* as above */ } },
    clear: () => { try { for (const key of Object.keys(sessionStorage)) if (key.startsWith('concord:')) sessionStorage.removeItem(key); } catch { /* as above */ } },
  };

  // Only what people type: never hidden fields, passwords or codes; and what stands elsewhere on the page is a way of looking at it.
  const fieldsOf = form => [...form.elements].filter(field => field.name && form.contains(field) && field.matches('textarea, select, input:not([type=hidden], [type=password], [type=file], [type=submit])'));
  const valuesOf = form => JSON.stringify(fieldsOf(form).map(field => [field.name, field.matches('[type=checkbox], [type=radio]') ? (field.checked ? 'on:' : 'off:') + field.value : field.value]));
  const note = (form, words) => {
    const box = document.createElement('div');
    box.className = 'notice';
    box.setAttribute('role', 'alert');
    const line = document.createElement('p');
    line.textContent = words;
    box.append(line);
    form.prepend(box);
    return box;
  };
  const button = (words, act) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = words;
    made.addEventListener('click', act);
    return made;
  };

  // The form that was sent from the page before: it is saved unless this page says otherwise.
  const before = store.get(sent);
  store.drop(sent);
  if (before && !say.failed && !document.querySelector('.problems') && !/\/sign-in$/.test(location.pathname)) store.drop(before);

  const changed = new Set();
  const forms = [...document.querySelectorAll('main form[method=post]')].filter(form => !form.querySelector('[type=password], [autocomplete=one-time-code]') && fieldsOf(form).length > 0);
  forms.forEach((form, index) => {
    const key = prefix + location.pathname + location.search + '#' + (form.getAttribute('action') || '') + index;
    const opened = valuesOf(form);
    const kept = store.get(key);
    if (kept && kept !== opened) {
      const box = note(form, say.kept);
      box.append(
        button(say.restore, () => {
          const values = JSON.parse(kept);
          for (const field of fieldsOf(form)) {
            const at = values.findIndex(([name, value]) => name === field.name && (!field.matches('[type=checkbox], [type=radio]') || value.endsWith(':' + field.value)));
            if (at < 0) continue;
            const [[, value]] = values.splice(at, 1);
            if (field.matches('[type=checkbox], [type=radio]')) field.checked = value.startsWith('on:');
            else field.value = value;
          }
          changed.add(form);
          box.remove();
        }),
        button(say.discard, () => { store.drop(key); box.remove(); }));
    }

    form.addEventListener('input', () => {
      const now = valuesOf(form);
      if (now === opened) { changed.delete(form); store.drop(key); } else { changed.add(form); store.set(key, now); }
    });
    form.addEventListener('submit', event => {
      if (navigator.onLine === false) {
        event.preventDefault();
        form.querySelector('.notice')?.remove();
        note(form, say.offline);
        return;
      }
      // A second press while the first is on its way. The server would not save it twice either.
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = 'yes';
      setTimeout(() => { delete form.dataset.sent; }, 5000);
      if (changed.delete(form)) store.set(sent, key);
    });
  });

  addEventListener('pageshow', () => { for (const form of forms) delete form.dataset.sent; });
  addEventListener('beforeunload', event => { if (changed.size > 0) event.preventDefault(); });

  // Whoever signs out leaves nothing behind.
  for (const form of document.querySelectorAll('form[action$="/sign-out"]')) form.addEventListener('submit', () => { changed.clear(); store.clear(); });
})();

// A small screen shows the busy part of a period first.
for (const frame of document.querySelectorAll("[data-beginning]")) if (frame.scrollWidth > frame.clientWidth * 1.2) frame.scrollLeft = frame.dataset.beginning;
