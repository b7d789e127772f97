/* first.js - loaded in the head before anything is shown, so that the page never flashes in the wrong colours: the theme
 * that the reader chose, and that there is JavaScript. Everything else is in readout.mjs. */
'use strict';
(function () {
    var root = document.documentElement;
    root.dataset.js = '';
    try {
        var theme = localStorage.getItem('readout-theme');
        if (theme === 'light' || theme === 'dark')
            root.dataset.theme = theme;
    } catch (error) { /* storage is off: as the system has it */ }
})();
