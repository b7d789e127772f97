/* first.js - runs in the head before anything is shown, so that no page flashes in other colours than the reader chose;
 * notes that there is JavaScript. Everything else is in readout.mjs. */
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
