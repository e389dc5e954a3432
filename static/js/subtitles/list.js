// The list: one page of it at a time. It follows the sound, one subtitle is chosen, and what one wishes of it goes to the
// server, which answers with the list as it is then.

import { saySignedOut } from "../fragments.js";
import { heard, player } from "../player/current.js";
import { Chosen } from "./chosen.js";

const NOW = "cue-now";
const MODIFIED = (event) => event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;

// Tells "changed" when the subtitles are cut otherwise.
export class List extends EventTarget {
  #box;
  #form;
  #now = null;
  #chosen = null;
  #isBusy = false;

  constructor(box, form) {
    super();
    this.#box = box;
    this.#form = form;
    document.addEventListener("click", (event) => this.#clicked(event));
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.wish(event.submitter.value);
    });
    heard.addEventListener("time", () => this.#follow());
    heard.addEventListener("playing", () => this.#toPage());
  }

  get chosen() {
    return this.#chosen;
  }

  get box() {
    return this.#box;
  }

  choose(row, { focus = true } = {}) {
    if (!row) return;
    if (row !== this.#chosen?.row) {
      this.#chosen?.close();
      this.#chosen = new Chosen(row, this.#form ? document.getElementById("cue-tools") : null);
    }
    if (focus) row.querySelector(".cue-time").focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  // The row so many places further; on the next page where this one ends.
  async step(by) {
    const rows = [...this.#box.querySelectorAll(".cue")];
    const place = rows.indexOf(this.#chosen?.row) + by;
    if (rows[place]) {
      this.choose(rows[place]);
      return;
    }
    const link = this.#box.querySelector(`[rel=${by > 0 ? "next" : "prev"}]`);
    if (!link || !(await this.#open(link.href))) return;
    const found = this.#box.querySelectorAll(".cue");
    this.choose(by > 0 ? found[0] : found[found.length - 1]);
  }

  hear(row = this.#chosen?.row) {
    if (!row) return;
    player().seek(Number(row.dataset.start) / 1000);
    player().play();
  }

  act(name) {
    const { row, word } = this.#chosen ?? {};
    if (!row || !this.#form) return;
    this.wish(`${name} ${row.dataset.first} ${row.dataset.last} ${word || 0}`);
  }

  async wish(wish) {
    if (this.#isBusy || !this.#form) return;
    this.#isBusy = true;
    const sent = new FormData(this.#form);
    sent.set("wish", wish);
    sent.set("page", this.#box.dataset.page);
    sent.set("problem", this.#box.dataset.problem);
    const at = Number(this.#chosen?.row.dataset.number) || 0;
    if (await this.#take(this.#form.action, { method: "POST", body: sent })) {
      this.dispatchEvent(new Event("changed"));
      this.#back(Number(this.#box.dataset.chosen) || at);
    }
    this.#isBusy = false;
  }

  // The subtitle that one was at, or what stands in its place.
  #back(number) {
    const rows = [...this.#box.querySelectorAll(".cue")];
    this.choose(rows.find((row) => Number(row.dataset.number) >= number) ?? rows.at(-1));
  }

  async #open(address) {
    const done = await this.#take(address);
    if (done) history.replaceState(null, "", address);
    return done;
  }

  async #take(address, options = {}) {
    const answer = await fetch(address, { ...options, headers: { "HX-Request": "true" } }).catch(() => null);
    if (answer?.status === 401) {
      saySignedOut();
      return false;
    }
    if (!answer || (!answer.ok && answer.status !== 409)) {
      this.#say(document.querySelector(".subtitles").dataset.lost, "warning");
      return false;
    }
    this.#put(new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("cues"));
    return true;
  }

  #put(fresh) {
    this.#chosen = null;
    this.#now = null;
    this.#box.replaceWith(fresh);
    this.#box = fresh;
    const { said, level } = fresh.dataset;
    if (said) this.#say(said, level);
    this.#follow();
  }

  #say(text, level) {
    if (text) document.dispatchEvent(new CustomEvent("toast", { detail: { text, level } }));
  }

  #clicked(event) {
    if (MODIFIED(event) || event.defaultPrevented) return;
    const link = event.target.closest(".cue-pages a, .cue-kinds a");
    if (link) {
      event.preventDefault();
      this.#open(link.href);
      return;
    }
    const row = event.target.closest(".cue");
    if (!row || event.target.closest("button")) return;
    const time = event.target.closest(".cue-time");
    if (time) event.preventDefault();
    this.choose(row);
    this.#chosen.point(event.target);
    if (time) this.hear(row);
    else if (!player().isPlaying) player().seek(Number(row.dataset.start) / 1000);
  }

  #follow() {
    const moment = player().time * 1000;
    const { start, end } = this.#now?.dataset ?? {};
    if (this.#now && moment >= Number(start) && moment < Number(end)) return;
    this.#now?.classList.remove(NOW);
    const rows = [...this.#box.querySelectorAll(".cue")];
    this.#now = rows.find((row) => moment >= Number(row.dataset.start) && moment < Number(row.dataset.end)) ?? null;
    if (!this.#now) {
      if (player().isPlaying) this.#toPage();
      return;
    }
    this.#now.classList.add(NOW);
    if (player().isPlaying) this.#now.scrollIntoView({ block: "nearest" });
  }

  // The whole list turns its pages while it plays; the problems stay where they are.
  async #toPage() {
    const { problem, list } = this.#box.dataset;
    const rows = this.#box.querySelectorAll(".cue");
    if (problem || this.#isBusy || !rows.length) return;
    const moment = player().time * 1000;
    const isEarlier = moment < Number(rows[0].dataset.start) && this.#box.querySelector("[rel=prev]");
    const isLater = moment >= Number(rows[rows.length - 1].dataset.end) && this.#box.querySelector("[rel=next]");
    if (!isEarlier && !isLater) return;
    this.#isBusy = true;
    // Between two pages it is still the one before.
    await this.#take(`${list}&at=${(player().time + 1).toFixed(3)}`);
    this.#isBusy = false;
  }
}
