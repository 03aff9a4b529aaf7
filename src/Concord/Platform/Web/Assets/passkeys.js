// Lets a form be answered by a passkey. Its sentences come from the page, in the reader's language; without it, the forms stay hidden.
(() => {
  'use strict';
  const say = document.getElementById('passkeys').dataset;
  if (!window.PublicKeyCredential || !navigator.credentials) return;

  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), sign => sign.charCodeAt(0));
  const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

  // The forms of WebAuthn, level 3, which not every browser has yet.
  const options = json => {
    const known = list => (list || []).map(one => ({ ...one, id: bytes(one.id) }));
    const read = { ...json, challenge: bytes(json.challenge) };
    if (json.user) read.user = { ...json.user, id: bytes(json.user.id) };
    if (json.excludeCredentials) read.excludeCredentials = known(json.excludeCredentials);
    if (json.allowCredentials) read.allowCredentials = known(json.allowCredentials);
    return read;
  };
  const answer = credential => {
    const { response } = credential;
    const told = { clientDataJSON: text(response.clientDataJSON) };
    for (const part of ['attestationObject', 'authenticatorData', 'signature', 'userHandle']) if (response[part]) told[part] = text(response[part]);
    if (response.getTransports) told.transports = response.getTransports();
    return { id: credential.id, rawId: text(credential.rawId), type: credential.type, authenticatorAttachment: credential.authenticatorAttachment, clientExtensionResults: {}, response: told };
  };

  const tell = (form, words) => {
    const box = form.querySelector('.problems') || form.insertBefore(document.createElement('div'), form.firstChild);
    box.className = 'problems';
    box.setAttribute('role', 'alert');
    box.replaceChildren(Object.assign(document.createElement('p'), { textContent: words }));
  };

  const ask = async form => {
    const body = new URLSearchParams();
    for (const field of form.querySelectorAll('input[name=form-token], input[type=email], [data-sent]')) body.set(field.name, field.value);
    const asked = await fetch(form.dataset.options, { method: 'POST', body, credentials: 'same-origin' });
    if (!asked.ok || !/json/.test(asked.headers.get('content-type') || '')) {
      // The link has ended, or the page was open so long that it asks for a proof again: the page itself says which.
      location.reload();
      await new Promise(() => {});
    }

    const question = await asked.json();
    const publicKey = options(question.options);
    const credential = await navigator.credentials[form.dataset.passkey]({ publicKey });
    form.querySelector('[name="Answer.Credential"]').value = JSON.stringify(answer(credential));
    form.querySelector('[name="Answer.State"]').value = question.state;
  };

  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false;
    form.addEventListener('submit', async event => {
      event.preventDefault();
      const button = form.querySelector('button');
      button.disabled = true;
      try {
        await ask(form);
        form.submit();
      } catch (problem) {
        button.disabled = false;
        tell(form, problem.name === 'NotAllowedError' || problem.name === 'AbortError' ? say.refused : problem.name === 'InvalidStateError' ? say.known : say.failed);
      }
    });
  }
})();
