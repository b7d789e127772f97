/* theme.mjs - a button for light, dark, or as the system has it. first.js sets what was chosen before. */
import { keep, make, recall, say, tools } from './dom.mjs';

const names = { system: 'system', light: 'light', dark: 'dark' };
const next = { system: 'light', light: 'dark', dark: 'system' };

function chosen() {
    const theme = recall('theme');
    return theme === 'light' || theme === 'dark' ? theme : 'system';
}

function show(button, theme) {
    if (theme === 'system')
        delete document.documentElement.dataset.theme;
    else
        document.documentElement.dataset.theme = theme;
    button.replaceChildren(make('span', { 'aria-hidden': 'true' }, '◐'), names[theme]);
    button.ariaLabel = 'Colours: ' + names[theme];
    button.title = 'Colours: ' + names[theme];
}

export function themeButton() {
    const button = make('button', { type: 'button', class: 'theme' });
    let theme = chosen();
    show(button, theme);
    button.addEventListener('click', () => {
        theme = next[theme];
        keep('theme', theme === 'system' ? null : theme);
        show(button, theme);
        say('Colours: ' + names[theme]);
    });
    addEventListener('storage', () => show(button, theme = chosen())); /* another tab chose */
    tools().append(button);
}
