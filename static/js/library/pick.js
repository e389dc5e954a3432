// Rows are ticked: one, a stretch of them with Shift, the whole page.

export const boxes = () => [...document.querySelectorAll(".pick input")];

function spell(form, count) {
  const all = form.elements.all;
  const words = count === 1 ? form.dataset.one : form.dataset.many.replace("%n", count);
  form.querySelector("[data-count]").textContent = all?.checked ? "" : words;
}

function stretch(from, to, checked) {
  const list = boxes();
  const [first, last] = [list.indexOf(from), list.indexOf(to)].sort((a, b) => a - b);
  if (first < 0) return;
  for (const box of list.slice(first, last + 1)) box.checked = checked;
}

export function pick(form) {
  let latest = null;

  function show() {
    const count = boxes().filter((box) => box.checked).length;
    if (!count && form.elements.all) form.elements.all.checked = false;
    spell(form, count);
  }

  function all(checked) {
    for (const box of boxes()) box.checked = checked;
    show();
    if (!checked) boxes()[0]?.focus();
  }

  for (const box of boxes()) {
    box.addEventListener("click", (event) => {
      if (event.shiftKey && latest) stretch(latest, box, box.checked);
      latest = box;
      show();
    });
  }
  for (const button of form.querySelectorAll("[data-pick]")) {
    button.hidden = false;
    button.addEventListener("click", () => all(button.dataset.pick === "page"));
  }
  form.elements.all?.addEventListener("change", (event) => (event.target.checked ? all(true) : show()));
  document.addEventListener("pageshow", show);
  show();
}
