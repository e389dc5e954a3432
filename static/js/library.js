// The library: several recordings at once, and things that are dragged to where they belong.

import { drag } from "./library/drag.js";
import { pick } from "./library/pick.js";

const form = document.getElementById("selected");
if (form) pick(form);
drag(form);

// What was not chosen need not stand in the address.
document.querySelector(".filter-form")?.addEventListener("formdata", ({ formData }) => {
  for (const [name, value] of [...formData]) if (!value) formData.delete(name);
});
