/* readout.mjs - what JavaScript adds to pages that can be read without it. Input: the page that the server made.
 * Invariant: elements are made by DOM calls alone: the policy of the pages refuses markup in strings. */
import { said } from './dom.mjs';
import { themeButton } from './theme.mjs';
import { filtersSubmit, readingForm } from './forms.mjs';
import { facetsFold, factScroll, pageInSight, printWhole, tablesFit } from './page.mjs';
import { jobsFollow } from './jobs.mjs';
import { keysStart } from './keys.mjs';
import { basketStart } from './basket.mjs';

said();
themeButton();
keysStart();
basketStart();
filtersSubmit();
readingForm();
facetsFold();
pageInSight();
tablesFit();
factScroll();
printWhole();
jobsFollow();
