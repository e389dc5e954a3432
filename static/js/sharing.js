// Puts a new guest link into the clipboard.

const button = document.getElementById("copy-link");
const made = document.getElementById("made");

function say(text, level) {
  document.dispatchEvent(new CustomEvent("toast", { detail: { text, level } }));
}

if (button) {
  button.hidden = false;
  made.select();
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(made.value);
      say(button.dataset.copied, "success");
    } catch {
      made.select();
      say(button.dataset.refused, "info");
    }
  });
}
