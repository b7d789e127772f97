/* jobs.mjs - follows the reading of reports that the page is of: /job.json/N once a second until it is over. */
import { make, say, sayNext } from './dom.mjs';

function part(section, tag, name) {
    return section.querySelector('.' + name) || section.appendChild(make(tag, { class: name }));
}

function countText(count, one, many) {
    return count + ' ' + (count === 1 ? one : many);
}

function isOpen(state) {
    return state === 'waits' || state === 'runs';
}

/* "runs, 12 reports, 1 failure", the state as a chip. */
function stateShow(place, job) {
    const text = [countText(job.reports, 'report', 'reports'), countText(job.failures, 'failure', 'failures')];
    if (job.of_megabytes)
        text.push(job.megabytes.toFixed(1) + ' of ' + job.of_megabytes.toFixed(1) + ' MB');
    place.removeAttribute('role'); /* told when it is over, not each second */
    place.replaceChildren(make('span', { class: 'state state-' + job.state }, job.state), ' ' + text.join(', '));
    return job.state + ', ' + text.join(', ');
}

function progressShow(section, job) {
    const progress = section.querySelector('progress') || section.appendChild(make('progress'));
    if (!job.of_megabytes)
        return;
    progress.max = job.of_megabytes;
    progress.value = job.megabytes;
    const share = Math.floor(100 * job.megabytes / job.of_megabytes) + ' % · ';
    document.title = share + document.title.replace(/^\d+ % · /, '');
}

function listShow(list, texts) {
    list.hidden = !texts.length;
    if (list.textContent !== texts.join(''))
        list.replaceChildren(...texts.map(text => make('li', {}, make('bdi', {}, text))));
}

async function jobAsk(section) {
    const answer = await fetch('/job.json/' + encodeURIComponent(section.dataset.job),
        { headers: { accept: 'application/json' }, cache: 'no-store' });
    if (!answer.ok)
        throw new Error(answer.statusText);
    return answer.json();
}

function jobShow(section, job) {
    section.dataset.state = job.state;
    progressShow(section, job);
    listShow(part(section, 'ul', 'job-problems'), job.problems || []);
    listShow(part(section, 'ul', 'job-lines'), (job.lines || []).toReversed());
    return stateShow(part(section, 'p', 'job-state'), job);
}

/* Ask until it is over; then the page is fetched anew, for the server knows best what was read. */
async function jobFollow(section) {
    let wait = 1000;
    for (;;) {
        await new Promise(resolve => setTimeout(resolve, document.hidden ? 5000 : wait));
        try {
            const job = await jobAsk(section);
            const text = jobShow(section, job);
            wait = 1000;
            if (!isOpen(job.state)) {
                sayNext('Reading is over: ' + text);
                location.reload();
                return;
            }
        } catch {
            wait = Math.min(2 * wait, 30000);
            say('The server does not answer; asked again in ' + wait / 1000 + ' seconds.', true);
        }
    }
}

export function jobsFollow() {
    for (const section of document.querySelectorAll('.job[data-job]'))
        if (isOpen(section.dataset.state))
            jobFollow(section);
}
