/* dom.mjs - making elements, saying what happened, remembering. */

/* An element with properties (`class`, `data-...`, `aria-...` as attributes) and what is in it: elements and text. */
export function make(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
        if (name === 'class')
            element.className = value;
        else if (/^(data|aria)-/.test(name) || name === 'role' || name === 'for')
            element.setAttribute(name, value);
        else
            element[name] = value;
    }
    element.append(...children);
    return element;
}

/* What is kept in this browser, or with `sessionStorage` in this tab; storage may be switched off. */
export function recall(name, storage = 'localStorage') {
    try {
        return window[storage].getItem('readout-' + name);
    } catch {
        return null;
    }
}
export function keep(name, value, storage = 'localStorage') {
    try {
        if (value === null)
            window[storage].removeItem('readout-' + name);
        else
            window[storage].setItem('readout-' + name, value);
    } catch { /* then it is not kept */ }
}

let region = null;
let silence = 0;

/* The live region; what was to be said on this page after the last one (sayNext) is said. */
export function said() {
    region = document.querySelector('.said') || document.body.appendChild(make('p', { class: 'said' }));
    region.setAttribute('role', 'status');
    region.setAttribute('aria-live', 'polite');
    const text = recall('say', 'sessionStorage');
    keep('say', null, 'sessionStorage');
    if (text)
        setTimeout(say, 100, text); /* a live region tells only what changes after it was there */
}

/* Show a line to those who see and tell it to those who listen; it goes after a while. */
export function say(text, wrong = false) {
    clearTimeout(silence);
    region.textContent = text;
    region.classList.toggle('wrong', wrong);
    silence = setTimeout(() => { region.textContent = ''; }, wrong ? 20000 : 8000);
}
export function sayNext(text) {
    keep('say', text, 'sessionStorage');
}

/* Where the page keeps its buttons. */
export function tools() {
    let place = document.querySelector('body > header .tools');
    if (!place) {
        place = make('div', { class: 'tools' });
        (document.querySelector('body > header') || document.body).append(place);
    }
    return place;
}
