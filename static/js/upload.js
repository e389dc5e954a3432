// The upload page. Where the tus client could not be fetched at set-up, the form goes as it stands: without scripts.

if (window.tus) import("./upload/page.js");
else document.getElementById("upload").classList.add("upload-plain");
