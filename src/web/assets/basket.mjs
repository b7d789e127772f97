/* basket.mjs - facts that are gathered for a briefing: their keys, kept in this browser in the order they came. */
import { keep, make, recall, say, tools } from './dom.mjs';
import { itemHere } from './review.mjs';

const most = 3500; /* bytes of an address that keys may take */

function basket() {
    return (recall('basket') || '').split(' ').filter(Boolean);
}

/* The key as it stands among others: a blank in it, and what it is written with, encoded (page_briefing.c). */
function keyWord(key) {
    return key?.replace(/[\s%]/g, byte => encodeURIComponent(byte));
}

function address(keys) {
    const process = new URLSearchParams(location.search).get('process');
    const query = new URLSearchParams({ ...(process && { process }), items: keys.join(' ') });
    return '/briefing?' + query;
}

/* A link to the briefing of what was gathered; none where that is nothing. */
function linkShow() {
    const keys = basket();
    const link = document.querySelector('.basket') || tools().appendChild(make('a', { class: 'basket' }));
    link.hidden = !keys.length;
    link.href = address(keys);
    link.textContent = 'Briefing: ' + keys.length;
}

/* Put the item in, or take it out again. */
export function basketToggle() {
    const key = keyWord(itemHere()?.dataset.key);
    if (!key) {
        say('Choose one first: j and k move.');
        return;
    }
    if (key.includes(' ')) {
        say('A key with blanks cannot be in a briefing.', true);
        return;
    }
    const keys = basket(), held = keys.includes(key);
    const next = held ? keys.filter(one => one !== key) : [...keys, key];
    if (address(next).length > most) {
        say('The briefing has no room for more.', true);
        return;
    }
    keep('basket', next.length ? next.join(' ') : null);
    linkShow();
    say(held ? 'Taken out of the briefing.' : 'In the briefing; b takes it out, the link above opens it.');
}

export function basketStart() {
    linkShow();
}
