/* jobs.mjs - follows the reading of reports that the page is of: /read/N.json once a second until it is over. */
import { make, say, sayNext } from './dom.mjs';
import { bytes } from './forms.mjs';

function part(section, tag, name) {
    return section.querySelector('.' + name) || section.appendChild(make(tag, { class: name }));
}

function stateText(job) {
    const parts = [job.state, job.done + (job.done === 1 ? ' report' : ' reports')];
    if (job.failed)
        parts.push(job.failed + ' failed');
    if (job.of_bytes)
        parts.push(bytes(job.bytes) + ' of ' + bytes(job.of_bytes));
    return parts.join(', ');
}

function problemsShow(list, problems) {
    if (list.childElementCount === problems.length)
        return;
    list.replaceChildren(...problems.map(problem =>
        make('li', {}, make('bdi', {}, problem.place), ': ', make('bdi', {}, problem.text))));
}

function linesShow(lines, text) {
    if (lines.textContent === text)
        return;
    const below = lines.scrollHeight - lines.clientHeight - lines.scrollTop < 20;
    lines.textContent = text;
    if (below)
        lines.scrollTop = lines.scrollHeight;
}

function jobShow(section, job) {
    const progress = section.querySelector('progress') || section.appendChild(make('progress'));
    if (!progress.labels.length && !progress.ariaLabel)
        progress.ariaLabel = 'Read so far';
    section.dataset.state = job.state;
    if (job.of_bytes) {
        progress.max = job.of_bytes;
        progress.value = job.bytes;
        const share = Math.floor(100 * job.bytes / job.of_bytes) + ' % read';
        document.title = document.title.replace(/^(\d+ % read - )?/, share + ' - ');
    }
    part(section, 'p', 'job-state').textContent = stateText(job);
    problemsShow(part(section, 'ul', 'job-problems'), job.problems || []);
    const lines = part(section, 'pre', 'job-lines');
    lines.tabIndex = 0; /* it scrolls */
    lines.role = 'region';
    lines.ariaLabel = 'What was read';
    linesShow(lines, (job.lines || []).join('\n'));
}

async function jobAsk(section) {
    const answer = await fetch('/read/' + encodeURIComponent(section.dataset.job) + '.json',
        { headers: { accept: 'application/json' }, cache: 'no-store' });
    if (!answer.ok)
        throw new Error(answer.statusText);
    return answer.json();
}

/* Ask until it is over; then the page is fetched anew, for the server knows best what was read. */
async function jobFollow(section) {
    let wait = 1000;
    for (;;) {
        await new Promise(resolve => setTimeout(resolve, document.hidden ? 5000 : wait));
        try {
            const job = await jobAsk(section);
            jobShow(section, job);
            wait = 1000;
            if (job.state !== 'running') {
                sayNext('Reading is over: ' + stateText(job));
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
    for (const section of document.querySelectorAll('.job[data-job][data-state="running"]'))
        jobFollow(section);
}
