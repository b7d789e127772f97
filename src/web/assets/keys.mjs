/* keys.mjs - the keyboard: which key does what, and a dialog that tells it. Keys do nothing where words are typed, with
 * Ctrl, Alt or Meta, and when they are switched off (WCAG 2.1.4), which is kept in this browser. */
import { basketToggle } from './basket.mjs';
import { keep, make, recall, say, tools } from './dom.mjs';
import { itemDecide, itemForm, itemNote, itemOpen, itemReject, itemStep, itemUndo, reviewGoOn } from './review.mjs';

const actions = {
    j: ['next', () => itemStep(1)],
    k: ['previous', () => itemStep(-1)],
    o: ['open (Enter does too)', itemOpen],
    a: ['confirm', () => itemDecide('confirm')],
    r: ['reject; a reason may be given', itemReject],
    e: ['correct', () => itemForm('correct')],
    m: ['merge with another, or split', () => itemForm('merge')],
    n: ['note', itemNote],
    b: ['gather for a briefing, or take out', basketToggle],
    u: ['undo: the last decision on this, or the last made', itemUndo],
    '/': ['search', searchFocus],
    '?': ['show these keys', dialogOpen],
};

/* g and a letter: the pages, by the first part of their path. */
const letters = {
    '': 'b', brief: 'b', timeline: 't', meetings: 'm', positions: 'p', proposals: 'o', statements: 's', figures: 'f',
    actors: 'a', conflicts: 'c', reports: 'r', changes: 'h', processes: 'n', decisions: 'd', search: 'q', read: 'i',
};

let on = recall('keys') !== 'off';
let going = false;
let dialog = null;

/* Letter to link, of the links in the list of pages. */
function pagesByLetter() {
    const pages = new Map();
    for (const link of document.querySelectorAll('nav[aria-label="Pages"] a[href]')) {
        const letter = link.dataset.go || letters[link.pathname.split('/')[1]];
        if (letter && !pages.has(letter))
            pages.set(letter, link);
    }
    return pages;
}

function searchFocus() {
    const field = document.querySelector('[role="search"] input:not([type="hidden"]), input[type="search"]');
    field?.focus();
    field?.select();
}

function keyLine(keys, text) {
    return [make('dt', {}, ...keys.flatMap((key, i) => i ? [' ', make('kbd', {}, key)] : [make('kbd', {}, key)])),
            make('dd', {}, text)];
}

function dialogMake() {
    const check = make('input', { type: 'checkbox', id: 'keys-on', checked: on });
    check.addEventListener('change', () => {
        on = check.checked;
        keep('keys', on ? null : 'off');
    });
    const close = make('button', { type: 'submit', class: 'main' }, 'Close');
    const goes = [...pagesByLetter()].flatMap(([letter, link]) => keyLine(['g', letter], link.textContent.trim()));
    return make('dialog', { class: 'keys', 'aria-labelledby': 'keys-title' },
        make('h2', { id: 'keys-title' }, 'Keys'),
        make('p', {}, make('label', {}, check, 'Keys are on')),
        make('dl', {}, ...Object.entries(actions).flatMap(([key, [text]]) => keyLine([key], text))),
        make('h3', {}, 'Pages'),
        make('div', { class: 'going' }, make('dl', {}, ...goes)),
        make('form', { method: 'dialog' }, close));
}

function dialogOpen() {
    dialog ||= document.body.appendChild(dialogMake());
    if (!dialog.open)
        dialog.showModal();
}

/* Whether the key is somebody else's: of a field, a control that Enter works, a dialog. */
function isTaken(event) {
    const target = event.target;
    return event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing ||
        target.isContentEditable || Boolean(target.closest?.('input, select, textarea, dialog')) ||
        (event.key === 'Enter' && !target.matches?.('.item'));
}

/* The letter of the key; of a keyboard of other letters (Cyrillic, Arabic), that which stands there on one of ours. */
function keyOf(event) {
    const foreign = event.key.length === 1 && event.key > '~' && /^Key[A-Z]$/.test(event.code);
    return foreign ? event.code.slice(3).toLowerCase() : event.key;
}

function pageGo(key) {
    going = false;
    const link = pagesByLetter().get(key);
    if (link)
        link.click();
    else
        say('No page has the key g ' + key + '.', true);
}

function keyDown(event) {
    const key = keyOf(event);
    if (!on || isTaken(event) || (key.length > 1 && key !== 'Enter'))
        return;
    if (going) {
        event.preventDefault();
        pageGo(key);
    } else if (key === 'g') {
        going = true;
        setTimeout(() => { if (going) say('g: ' + [...pagesByLetter()].map(([letter, link]) =>
            letter + ' ' + link.textContent.trim()).join(', ')); }, 700);
    } else {
        const action = actions[key === 'Enter' ? 'o' : key];
        if (!action || (event.repeat && !'jk'.includes(key)))
            return;
        event.preventDefault();
        action[1]();
    }
}

export function keysStart() {
    const button = make('button', { type: 'button', class: 'keys-button', 'aria-haspopup': 'dialog' }, 'Keys');
    button.addEventListener('click', dialogOpen);
    tools().append(button);
    reviewGoOn();
    document.addEventListener('keydown', event => {
        if (event.key === 'Escape')
            going = false;
        keyDown(event);
    });
}
