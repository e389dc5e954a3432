// The upload page. Where the tus client could not be fetched at set-up, the form goes as it stands: without scripts.

import { begin } from "./upload/page.js";

if (window.tus) begin();
else document.getElementById("upload").classList.add("upload-plain");
