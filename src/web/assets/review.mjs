/* review.mjs - review by keyboard: moving among items, deciding on them. Input: elements .item[data-key]; the server's
 * /decide. Invariant: what a row shows as its standing is what the server answered. */
import { keep, make, recall, say } from './dom.mjs';

let current = null;
const pending = new Set(); /* decisions that are on their way */

function isFactView() {
    return document.querySelector('main .item[data-key] > .fact') !== null;
}
function itemsHere() {
    return [...document.querySelectorAll('main .item[data-key]')].filter(item => item.checkVisibility?.() ?? true);
}

/* The item that keys are about: where the focus is, where it was last, or the one of the fact view. */
export function itemHere() {
    const focused = document.activeElement?.closest('.item[data-key]');
    if (focused)
        return current = focused;
    if (current?.isConnected)
        return current;
    return isFactView() ? document.querySelector('main .item[data-key]') : null;
}

function itemFocus(item) {
    current = item;
    if (!item.hasAttribute('tabindex'))
        item.tabIndex = -1;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: 'nearest' });
}

/* Leave the page once what was decided has arrived. */
async function leave(address, then) {
    await Promise.allSettled(pending);
    if (then)
        keep('focus', then, 'sessionStorage');
    location.assign(address);
}

function neighbour(by) {
    const rel = by > 0 ? 'next' : 'prev';
    return document.querySelector(`main a[rel~="${rel}"], head link[rel~="${rel}"]`)?.href;
}

/* The next item of the page; behind its last, the next page. In the fact view the next fact. */
export function itemStep(by) {
    const items = isFactView() ? [] : itemsHere();
    const at = items.indexOf(itemHere());
    const next = at < 0 ? (by > 0 ? 0 : items.length - 1) : at + by;
    if (items[next]) {
        itemFocus(items[next]);
        return;
    }
    const address = neighbour(by);
    if (address)
        leave(address, isFactView() ? null : by > 0 ? 'first' : 'last');
    else
        say(by > 0 ? 'This is the last.' : 'This is the first.');
}

/* Where the fact view of the item is, with what the list's link to it says of the way back. */
function itemAddress(item, form) {
    const key = item.dataset.key;
    const link = [...item.querySelectorAll('a[href^="/item/"]')]
        .find(one => decodeURIComponent(one.pathname.slice('/item/'.length)) === key);
    const address = new URL(isFactView() ? location.href : link?.href || '/item/' + encodeURIComponent(key),
        location.href);
    if (form)
        address.searchParams.set('form', form);
    address.hash = '';
    return address.href;
}

function itemOrSay() {
    const item = itemHere();
    if (!item)
        say(itemsHere().length ? 'Choose one first: j and k move.' : 'There is nothing here to decide on.');
    return item;
}

export function itemOpen() {
    const item = isFactView() ? null : itemOrSay();
    if (item)
        leave(itemAddress(item));
}
export function itemForm(form) {
    const item = itemOrSay();
    if (item)
        leave(itemAddress(item, form));
}

/* Decisions of this tab, the last at the end: [{number, item}]. */
function made() {
    try {
        return JSON.parse(recall('made', 'sessionStorage')) || [];
    } catch {
        return [];
    }
}
function madeKeep(list) {
    keep('made', JSON.stringify(list.slice(-200)), 'sessionStorage');
}

/* The chip of the standing; made where the row has none, and gone where it is the program's. */
function standingShow(item, standing) {
    item.dataset.standing = standing;
    let chip = [...item.querySelectorAll('.standing')].find(one => one.closest('.item') === item);
    if (!chip) {
        const voices = item.querySelector(':scope > .voices'); /* a line of the brief: before them */
        const first = item.querySelector('.marks, td:not(.number), th:not(.number), h1, h2, h3, p') || item;
        chip = make('span');
        if (voices)
            voices.before(chip);
        else
            first.append(' ', chip);
    }
    chip.className = 'state standing state-' + standing;
    chip.textContent = standing;
    chip.hidden = standing === 'machine';
}

function answerShow(answer, what) {
    for (const item of document.querySelectorAll(`.item[data-key="${CSS.escape(answer.item)}"]`))
        if (answer.standing)
            standingShow(item, answer.standing);
    const text = answer.number + ': ' + (answer.message || what + ' ' + answer.item);
    document.querySelector('.decisions')?.append(make('li', {}, text));
    say(what === 'undo' ? text : text + '; u takes it back');
}

async function send(what, key, more) {
    const body = new URLSearchParams({ do: what, item: key, ...more });
    const process = new URLSearchParams(location.search).get('process');
    if (process)
        body.set('process', process);
    const headers = { accept: 'application/json' };
    const response = await fetch('/decide', { method: 'POST', headers, body, keepalive: true });
    const answer = await response.json().catch(() => ({}));
    if (!response.ok || answer.error)
        throw new Error(answer.error || 'the server answered ' + response.status);
    return answer;
}

/* Send a decision and show what became of it; true: it was made. */
async function decide(what, key, more = {}) {
    const items = document.querySelectorAll(`.item[data-key="${CSS.escape(key)}"]`);
    if ([...items].some(item => item.ariaBusy === 'true'))
        return false;
    items.forEach(item => { item.ariaBusy = 'true'; });
    const sent = send(what, key, more);
    pending.add(sent);
    try {
        const answer = { item: key, ...await sent };
        if (what !== 'undo')
            madeKeep([...made(), { number: answer.number, item: key }]);
        answerShow(answer, what);
        return true;
    } catch (error) {
        say('Not done: ' + error.message, true);
        return false;
    } finally {
        pending.delete(sent);
        items.forEach(item => { item.ariaBusy = null; });
    }
}

export function itemDecide(what) {
    const item = itemOrSay();
    if (item)
        decide(what, item.dataset.key);
}

/* Take back the last decision that was made here on this item, else the one that the page names as its last, else the
 * last that was made here at all. */
export async function itemUndo() {
    const item = itemHere();
    const list = made();
    let at = item ? list.findLastIndex(one => one.item === item.dataset.key) : -1;
    let number = item && at < 0 ? item.dataset.decision : null;
    if (at < 0 && !number)
        at = list.length - 1;
    const key = at >= 0 ? list[at].item : item?.dataset.key;
    number = at >= 0 ? list[at].number : number;
    if (!number) {
        say('There is nothing to take back.');
        return;
    }
    if (await decide('undo', key, { number })) {
        madeKeep(made().filter(one => String(one.number) !== String(number)));
        if (item)
            delete item.dataset.decision;
    }
}

/* A line in the item that asks for words; Escape leaves it. */
function ask(item, label, button, required, then) {
    document.querySelector('form.ask')?.remove();
    const field = make('input', { type: 'text', maxLength: 2000, required });
    const cancel = make('button', { type: 'button' }, 'Cancel');
    const form = make('form', { class: 'ask' }, make('label', {}, label, field),
        make('button', { type: 'submit', class: 'main' }, button), cancel);
    const close = () => {
        form.remove();
        itemFocus(item);
    };
    cancel.addEventListener('click', close);
    form.addEventListener('keydown', event => {
        if (event.key === 'Escape')
            close();
    });
    form.addEventListener('submit', event => {
        event.preventDefault();
        close();
        then(field.value.trim());
    });
    (item.querySelector('.fact-item') || (item.matches('tr') ? item.lastElementChild : item)).append(form);
    field.focus();
}

export function itemReject() {
    const item = itemOrSay();
    if (item)
        ask(item, 'Reason (optional)', 'Reject', false,
            text => decide('reject', item.dataset.key, text ? { text } : {}));
}
export function itemNote() {
    const item = itemOrSay();
    if (item)
        ask(item, 'Note', 'Keep', true, text => decide('note', item.dataset.key, { text }));
}

/* Come from another page of the list by j or k: go on at its first or last item. */
export function reviewGoOn() {
    const where = recall('focus', 'sessionStorage');
    keep('focus', null, 'sessionStorage');
    const item = where && itemsHere().at(where === 'last' ? -1 : 0);
    if (item)
        itemFocus(item);
}
