/* page.mjs - small things that the layout needs to know. */

/* Facets and filters fold on narrow screens: there <details> is closed until asked for. */
export function facetsFold() {
    const narrow = matchMedia('(max-width: 56rem)');
    const fold = () => {
        for (const details of document.querySelectorAll('.facets > details, details.fold')) {
            details.open = !narrow.matches;
            details.dataset.folds = '';
        }
    };
    fold();
    narrow.addEventListener('change', fold);
}

/* Where the list of pages is scrolled sideways, the page that is open is in sight. */
export function pageInSight() {
    const link = document.querySelector('nav[aria-label="Pages"] [aria-current]');
    const list = link && link.closest('ul');
    if (list)
        list.scrollLeft = link.offsetLeft - list.offsetLeft - (list.clientWidth - link.offsetWidth) / 2;
}

/* A table that fits needs no scrolling of its own: then its head sticks to the window (class "fits"). */
export function tablesFit() {
    const watch = new ResizeObserver(entries => {
        for (const { target } of entries)
            target.classList.toggle('fits', target.firstElementChild.scrollWidth <= target.clientWidth);
    });
    for (const scroll of document.querySelectorAll('.scroll:has(> table:only-child)'))
        watch.observe(scroll);
}

/* The first words that tell the fact are in sight, a third down the text. */
export function factScroll() {
    const told = document.querySelector('.fact-text #told');
    const text = told && told.closest('.fact-text');
    if (text && text.scrollHeight > text.clientHeight)
        text.scrollTop += told.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
    const asked = new URLSearchParams(location.search).get('form');
    const field = asked && document.querySelector('form.correct, form.merge')?.querySelector(
        'input:not([type="hidden"]), select, textarea');
    if (field)
        field.focus();
}

/* On paper everything is open. */
export function printWhole() {
    let opened = [];
    addEventListener('beforeprint', () => {
        opened = [...document.querySelectorAll('details:not([open])')];
        for (const details of opened)
            details.open = true;
    });
    addEventListener('afterprint', () => {
        for (const details of opened)
            details.open = false;
        opened = [];
    });
}
