// The subtitles of a recording: shown as it plays, chosen and cut in the list.

import { keepLooking } from "./player/current.js";
import { Caption } from "./subtitles/caption.js";
import { listen } from "./subtitles/keys.js";
import { List } from "./subtitles/list.js";

const page = document.querySelector(".subtitles");
const caption = new Caption(document.getElementById("caption"), page.dataset.spoken);
const list = new List(document.getElementById("cues"), document.getElementById("cut"));

list.addEventListener("changed", () => caption.forget());
listen(list);
keepLooking();
page.dataset.open = "";
