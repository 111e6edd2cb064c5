(() => {
  'use strict';
  const grid = document.getElementById('grid');
  const dialog = document.getElementById('detail');
  if (!grid) { return; }
  document.documentElement.classList.add('js');
  document.querySelectorAll('[data-js]').forEach(part => { part.hidden = false; });

  const find = document.getElementById('find');
  const approach = document.getElementById('approach');
  const state = document.getElementById('state');
  const count = document.getElementById('count');
  const rows = [...grid.tBodies[0].rows];
  grid.setAttribute('role', 'grid');
  grid.querySelectorAll('td').forEach(td => td.setAttribute('role', 'gridcell'));

  // One cell takes the tab key; arrows go on from there.
  const target = td => td.querySelector('.cell') || td;
  let current = null;
  const rove = td => {
    if (current) { target(current).tabIndex = -1; }
    current = td;
    if (td) { target(td).tabIndex = 0; }
  };
  const shown = () => rows.filter(row => !row.hidden);
  const cells = row => [...row.querySelectorAll('td')];
  rows.forEach(row => cells(row).forEach(td => { target(td).tabIndex = -1; }));

  const filter = () => {
    const words = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    rows.forEach(row => {
      const named = words.every(word => row.dataset.find.includes(word));
      let some = false;
      cells(row).forEach(td => {
        const fits = (!approach.value || td.dataset.approach === approach.value)
            && (!state.value || (td.dataset.state || '').split(' ').includes(state.value));
        td.classList.toggle('off', !fits);
        some = some || fits;
      });
      row.hidden = !(named && some);
    });
    const left = shown();
    count.textContent = left.length + ' of ' + rows.length + ' rows';
    if (!current || current.parentNode.hidden) { rove(left.length ? cells(left[0])[0] : null); }
  };
  [find, approach, state].forEach(input => input.addEventListener('input', filter));
  filter();

  grid.addEventListener('focusin', event => {
    const td = event.target.closest('td');
    if (td) { rove(td); }
  });
  grid.addEventListener('keydown', event => {
    const td = event.target.closest('td');
    if (!td || event.altKey || event.metaKey) { return; }
    const left = shown();
    const last = left.length - 1;
    let row = left.indexOf(td.parentNode);
    let column = cells(td.parentNode).indexOf(td);
    const end = cells(td.parentNode).length - 1;
    switch (event.key) {
      case 'ArrowDown': row += 1; break;
      case 'ArrowUp': row -= 1; break;
      case 'ArrowRight': column += 1; break;
      case 'ArrowLeft': column -= 1; break;
      case 'PageDown': row += 10; break;
      case 'PageUp': row -= 10; break;
      case 'Home': column = 0; if (event.ctrlKey) { row = 0; } break;
      case 'End': column = end; if (event.ctrlKey) { row = last; } break;
      default: return;
    }
    event.preventDefault();
    row = Math.max(0, Math.min(last, row));
    column = Math.max(0, Math.min(end, column));
    const next = target(cells(left[row])[column]);
    next.focus();
    next.scrollIntoView({block: 'nearest', inline: 'nearest'});
  });

  // The detail moves into the dialog, and back when that closes.
  let home = null;
  const open = id => {
    const place = document.getElementById(id);
    if (!place || dialog.open) { return; }
    home = document.createComment('');
    place.replaceWith(home);
    dialog.append(place);
    dialog.setAttribute('aria-label', place.querySelector('h3').textContent);
    dialog.showModal();
    dialog.scrollTop = 0;
  };
  dialog.addEventListener('close', () => {
    const place = dialog.querySelector('.place');
    if (home && place) { home.replaceWith(place); }
    home = null;
  });
  dialog.addEventListener('click', event => { if (event.target === dialog) { dialog.close(); } });
  dialog.querySelector('.close').addEventListener('click', () => dialog.close());
  document.addEventListener('click', event => {
    const link = event.target.closest('a[href^="#at-"]');
    if (link) {
      event.preventDefault();
      open(link.getAttribute('href').slice(1));
    }
  });
  document.addEventListener('keydown', event => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === '/' && !typing && !dialog.open) {
      event.preventDefault();
      find.focus();
      find.select();
    } else if (event.key === 'Escape' && event.target === find) {
      find.value = '';
      filter();
      if (current) { target(current).focus(); }
    }
  });
})();
