// Runs in the browser.
document.getElementById('main')?.setAttribute('data-ready', '');
