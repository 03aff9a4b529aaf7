// The translator's desk by keyboard, and an earlier wording taken into the field without a way to the server. Everything works without it.
(() => {
  'use strict';
  const form = document.querySelector('[data-desk]');
  const field = form?.querySelector('textarea');
  if (!field) return;

  const take = button => {
    field.focus();
    field.select();
    // So that the browser's own "undo" brings back what stood there.
    if (!document.execCommand('insertText', false, button.closest('li').querySelector('[data-words]').textContent)) return false;
    field.scrollIntoView({ block: 'nearest' });
    return true;
  };
  form.addEventListener('click', event => {
    const button = event.target.closest('[data-take]');
    if (button && take(button)) event.preventDefault();
  });

  document.addEventListener('keydown', event => {
    if (event.target.closest('textarea, input, select')) {
      if (event.key === 'Escape') event.target.blur();
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        form.requestSubmit(form.querySelector('button.first'));
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = { j: '[rel=next]', k: '[rel=prev]' }[event.key];
    if (to) document.querySelector('.translating ' + to)?.click();
    if (event.key === 'e') {
      event.preventDefault();
      field.focus();
    }
    const chosen = /^[1-5]$/.test(event.key) ? form.querySelectorAll('[data-take]')[event.key - 1] : null;
    if (chosen) {
      event.preventDefault();
      chosen.click();
    }
  });
})();
