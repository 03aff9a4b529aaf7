// Sends a file while the form is still being filled in, shows how far it has come, and goes on after an interruption (tus 1.0.0).
// Without it the file travels with the form. Its sentences come from the page, in the reader's language.
(() => {
  'use strict';
  const tus = { 'Tus-Resumable': '1.0.0' };
  const waits = [0, 1000, 3000, 5000, 10000];
  const pause = time => new Promise(done => { setTimeout(done, time); });
  const base64 = words => btoa(String.fromCharCode(...new TextEncoder().encode(words)));

  for (const box of document.querySelectorAll('[data-upload]')) {
    const say = box.dataset;
    const input = box.querySelector('[type=file]');
    const field = box.querySelector('[type=hidden]');
    const form = input.form;
    const name = input.name;
    let going = null;

    const status = document.createElement('div');
    status.className = 'uploading';
    status.setAttribute('role', 'status');
    box.append(status);

    const button = (words, act) => {
      const made = document.createElement('button');
      made.type = 'button';
      made.textContent = words;
      made.addEventListener('click', act);
      return made;
    };
    const line = words => {
      const made = document.createElement('p');
      made.textContent = words;
      return made;
    };
    const busy = is => { for (const one of form.querySelectorAll('button:not([type=button])')) one.disabled = is; };

    // The same file chosen again, also after the page was left, goes on where it stopped.
    const keyOf = file => ['concord:upload', file.name, file.size, file.lastModified].join(':');
    const kept = { get: file => { try { return sessionStorage.getItem(keyOf(file)); } catch { return null; } },
      set: (file, at) => { try { if (at) sessionStorage.setItem(keyOf(file), at); else sessionStorage.removeItem(keyOf(file)); } catch { /* it then begins anew */ } } };

    class Refused extends Error {}
    const create = async file => {
      const answer = await fetch(say.upload, { method: 'POST', headers: { ...tus, 'Upload-Length': file.size, 'Upload-Metadata': 'filename ' + base64(file.name) } });
      if (answer.status !== 201) throw answer.status < 500 ? new Refused(await answer.text()) : new Error();
      const at = answer.headers.get('Location');
      kept.set(file, at);
      return at;
    };
    const ask = async at => {
      const answer = await fetch(at, { method: 'HEAD', headers: tus });
      return answer.ok ? Number(answer.headers.get('Upload-Offset')) : null;
    };
    const send = (at, file, offset, run) => new Promise((done, failed) => {
      const request = run.request = new XMLHttpRequest();
      request.open('PATCH', at);
      request.setRequestHeader('Tus-Resumable', '1.0.0');
      request.setRequestHeader('Upload-Offset', offset);
      request.setRequestHeader('Content-Type', 'application/offset+octet-stream');
      request.upload.addEventListener('progress', event => { run.show(offset + event.loaded); });
      request.addEventListener('load', () => {
        if (request.status === 204) done();
        else if (request.status === 413 || request.status === 415) failed(new Refused(request.responseText));
        else failed(new Error());
      });
      request.addEventListener('error', () => failed(new Error()));
      request.addEventListener('abort', () => failed(new Error()));
      request.send(file.slice(offset));
    });

    const reset = () => {
      going = null;
      field.value = '';
      input.value = '';
      input.name = name;
      input.hidden = false;
      status.replaceChildren();
      busy(false);
    };
    const complete = (file, at) => {
      going = null;
      kept.set(file, null);
      field.value = at.split('/').pop();
      input.removeAttribute('name');
      input.hidden = true;
      box.querySelector('.received')?.remove();
      status.replaceChildren(line(say.done.replace('{0}', file.name)), button(say.remove, () => { reset(); fetch(at, { method: 'DELETE', headers: tus }); input.focus(); }));
      busy(false);
    };
    const failed = (file, why) => {
      going = null;
      const words = line(why || say.broken);
      words.className = 'error';
      status.replaceChildren(words, ...(why ? [] : [button(say.resume, () => start(file)), button(say.cancel, () => cancel(file))]));
      if (why) { input.value = ''; kept.set(file, null); }
      busy(false);
    };
    const cancel = file => {
      const at = kept.get(file);
      if (going) { going.cancelled = true; going.request?.abort(); }
      kept.set(file, null);
      if (at) fetch(at, { method: 'DELETE', headers: tus });
      reset();
    };

    const start = async file => {
      const bar = document.createElement('progress');
      bar.max = file.size;
      bar.value = 0;
      bar.setAttribute('aria-label', file.name);
      const words = line(file.name);
      const run = going = { cancelled: false, request: null, show: sent => {
        bar.value = sent;
        words.textContent = sent < file.size ? say.progress.replace('{0}', file.name).replace('{1}', Math.floor(100 * sent / file.size)) : say.looking.replace('{0}', file.name);
      } };
      run.show(0);
      status.replaceChildren(words, bar, button(say.cancel, () => cancel(file)));
      box.classList.remove('wrong');
      box.querySelector('.error[id]')?.remove();
      busy(true);

      for (const wait of waits) {
        await pause(wait);
        if (run.cancelled) return;
        try {
          let at = kept.get(file);
          let offset = at ? await ask(at) : null;
          if (offset === null) { at = await create(file); offset = 0; }
          run.show(offset);
          if (offset < file.size) await send(at, file, offset, run);
          if (!run.cancelled) complete(file, at);
          return;
        } catch (failure) {
          if (run.cancelled) return;
          if (failure instanceof Refused) { failed(file, failure.message || say.broken); return; }
        }
      }
      failed(file, null);
    };

    input.addEventListener('change', () => { if (input.files.length === 1) start(input.files[0]); });
  }
})();
