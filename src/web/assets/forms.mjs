/* forms.mjs - the forms of filters and of reading. */
import { make } from './dom.mjs';

/* A choice by mouse or touch is sent at once; by the keyboard with Enter or the button, for there one passes by other
 * choices on the way. Fields without a value stay out of the address. */
export function filtersSubmit() {
    let typing = null;
    addEventListener('keydown', event => {
        typing = event.target;
        if (event.key === 'Enter' && event.target.matches?.(':is(form.filters, form.scope) select'))
            event.target.form.requestSubmit();
    });
    addEventListener('pointerdown', () => { typing = null; });
    addEventListener('change', event => {
        const field = event.target;
        if (field !== typing && field.matches(':is(form.filters, form.scope) :is(select, [type="checkbox"])'))
            field.form.requestSubmit();
    });
    for (const form of document.querySelectorAll('form[method="get"], form:not([method])')) {
        form.addEventListener('submit', () => {
            for (const field of form.elements)
                if (field.name && field.value === '' && !field.disabled) {
                    field.disabled = true;
                    field.dataset.empty = '';
                }
        });
    }
    addEventListener('pageshow', () => {
        for (const field of document.querySelectorAll('[data-empty]')) {
            field.disabled = false;
            delete field.dataset.empty;
        }
    });
}

function bytes(count) {
    if (count < 1000)
        return count + ' B';
    return count < 1e6 ? (count / 1e3).toFixed(1) + ' kB' : (count / 1e6).toFixed(1) + ' MB';
}

const SHOWN = 20;

function filesShow(list, files) {
    const lines = [...files].slice(0, SHOWN).map(file =>
        make('li', {}, make('bdi', {}, file.name), make('span', { class: 'faint' }, bytes(file.size))));
    if (files.length > 1) {
        const all = [...files].reduce((sum, file) => sum + file.size, 0);
        lines.push(make('li', {}, make('strong', {}, files.length + ' files'), make('span', {}, bytes(all))));
    }
    list.replaceChildren(...lines);
}

/* The files of what was dropped, those in folders too. */
async function entryFiles(entry, files) {
    if (entry.isFile) {
        files.push(await new Promise((done, failed) => entry.file(done, failed)));
        return;
    }
    const reader = entry.createReader();
    for (;;) {
        const some = await new Promise((done, failed) => reader.readEntries(done, failed));
        if (!some.length)
            return;
        for (const inner of some)
            await entryFiles(inner, files);
    }
}
async function droppedFiles(transfer) {
    const entries = [...transfer.items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
    if (!entries.some(entry => entry.isDirectory))
        return [...transfer.files];
    const files = [];
    for (const entry of entries)
        await entryFiles(entry, files);
    return files;
}

/* Addresses go where addresses are asked for, one a line; all else is the text of a report. */
function textPut(form, text) {
    const lines = text.trim().split(/\s*\n\s*/);
    const addresses = lines.every(line => /^https?:\/\/\S+$/.test(line)) && form.querySelector('[name="urls"]');
    const field = addresses || form.querySelector('[name="text"]');
    if (!field)
        return;
    field.value = field.value && addresses ? field.value.trimEnd() + '\n' + text.trim() : field.value + text;
    field.focus();
}

/* Files and text can be dropped on the form and pasted onto its page. */
export function readingForm() {
    const form = document.querySelector('form.read');
    if (!form)
        return;
    const input = form.querySelector('input[type="file"]');
    const list = make('ul', { class: 'files', 'aria-label': 'Chosen files' });
    const filesAdd = more => {
        const all = new DataTransfer();
        for (const file of [...(input.multiple ? input.files : []), ...more])
            all.items.add(file);
        input.files = all.files;
        filesShow(list, input.files);
    };
    if (input) {
        input.after(list);
        input.addEventListener('change', () => filesShow(list, input.files));
        filesShow(list, input.files);
    }
    form.addEventListener('dragover', event => {
        event.preventDefault();
        form.classList.add('over');
    });
    form.addEventListener('dragleave', event => {
        if (!form.contains(event.relatedTarget))
            form.classList.remove('over');
    });
    form.addEventListener('drop', async event => {
        event.preventDefault();
        form.classList.remove('over');
        const text = event.dataTransfer.getData('text/plain');
        const files = await droppedFiles(event.dataTransfer);
        if (files.length && input)
            filesAdd(files);
        else if (text)
            textPut(form, text);
    });
    document.addEventListener('paste', event => {
        if (event.target.closest?.('input, textarea'))
            return;
        const { files } = event.clipboardData;
        if (files.length && input)
            filesAdd(files);
        else
            textPut(form, event.clipboardData.getData('text/plain'));
        event.preventDefault();
    });
    const button = form.querySelector('[type="submit"], button:not([type])');
    form.addEventListener('submit', () => setTimeout(() => { if (button) button.disabled = true; }));
    addEventListener('pageshow', () => { if (button) button.disabled = false; });
}
