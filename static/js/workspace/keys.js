// What the keyboard does on the workspace. Letters are taken by their place on the keyboard, whatever is written on them: in
// Armenian, too. Function keys work while one writes; the others only elsewhere, and not at all for who switches them off.

const SWITCH = "workspace.keys";
const FUNCTION = { F7: "back", F8: "toggle", F9: "forward" };
const SINGLE = {
  KeyK: "toggle", Space: "toggle", KeyJ: "back", KeyL: "forward", ArrowLeft: "left", ArrowRight: "right",
  KeyR: "loop", KeyF: "follow", KeyE: "edit", KeyN: "next", KeyP: "previous", KeyM: "note", Comma: "slower", Period: "faster",
};
const SHIFTED = { ArrowLeft: "wordBack", ArrowRight: "wordForward" };
const BUSY = "input, textarea, select, [contenteditable], [role=slider], dialog";
const PRESSED = "a, button, summary";

function isOn() {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true;
  }
}

function remember(on) {
  try {
    localStorage.setItem(SWITCH, on ? "on" : "off");
  } catch {
    // Then they are on again next time.
  }
}

function wish(event) {
  const { code, key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (!event.shiftKey && code in FUNCTION) return FUNCTION[code];
  if (!isOn() || target.closest(BUSY)) return null;
  if (key === "?") return "help";
  if (event.shiftKey) return SHIFTED[code] ?? null;
  if (code === "Space" && target.closest(PRESSED)) return null;
  if (key === "Enter" && target.matches(".paragraph")) return "edit";
  return SINGLE[code] ?? null;
}

// `acts`: what each wish does, by its name; `help` is the dialog that lists the keys, with a switch for those that are single.
export function listen(acts, help) {
  const box = help.querySelector("input");
  box.checked = isOn();
  box.addEventListener("change", () => remember(box.checked));
  const all = { ...acts, help: () => help.showModal() };
  document.getElementById("keys").addEventListener("click", all.help);
  document.getElementById("keys").hidden = false;
  document.addEventListener("keydown", (event) => {
    const act = all[wish(event)];
    if (!act || event.isComposing) return;
    event.preventDefault();
    act();
  });
}
