// The library: several recordings at once, and things that are dragged to where they belong.

import { drag } from "./library/drag.js";
import { pick } from "./library/pick.js";

const form = document.getElementById("selected");
if (form) {
  pick(form);
  drag(form);
}
