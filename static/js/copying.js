// What is shown once can be copied with one click; without scripts it is selected by hand.

for (const button of document.querySelectorAll("[data-copy]")) {
  const from = button.parentElement.querySelector("[data-copy-from]");
  const words = button.lastChild;
  const before = words.textContent;
  button.hidden = false;
  from.addEventListener("focus", () => from.select());
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(from.value);
    } catch {
      from.select();
      document.execCommand("copy"); // where the site is not served over HTTPS
    }
    words.textContent = button.dataset.copied;
    setTimeout(() => (words.textContent = before), 2000);
  });
}
