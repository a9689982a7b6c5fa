
"use strict";
(() => {
  const one = (what, where = document) => where.querySelector(what);
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const notes = all(".note");
  const articles = all("article");
  const draftOf = new Map(notes.map((note) => [note, note.closest("article")]));
  const entries = new Map(all("[data-draft]").map((entry) => [entry.dataset.draft, entry]));
  const wanted = { severity: new Set(), family: new Set(), rule: "", words: [] };
  const words = new Map();

  const textOf = (note) => {
    if (!words.has(note)) words.set(note, `${note.textContent} ${one("h2", draftOf.get(note)).textContent}`.toLowerCase());
    return words.get(note);
  };
  const fits = (note) => {
    const { rule, severity } = note.dataset;
    return (!wanted.severity.size || wanted.severity.has(severity))
      && (!wanted.family.size || wanted.family.has(rule.split("/")[0]))
      && (!wanted.rule || wanted.rule === rule)
      && wanted.words.every((word) => textOf(note).includes(word));
  };
  const shown = () => notes.filter((note) => !note.hidden);
  const number = (count) => count.toLocaleString("en");

  function filter() {
    const perDraft = new Map(articles.map((article) => [article, 0]));
    for (const note of notes) {
      note.hidden = !fits(note);
      if (!note.hidden) perDraft.set(draftOf.get(note), perDraft.get(draftOf.get(note)) + 1);
      const link = document.getElementById(`${note.id}m`);
      if (link) link.hidden = note.hidden;
    }
    for (const mark of all("mark[data-n]")) {
      mark.classList.toggle("off", mark.dataset.n.split(" ").every((id) => document.getElementById(id).hidden));
    }
    for (const [article, count] of perDraft) {
      article.hidden = !count;
      const entry = entries.get(article.id);
      entry.hidden = !count;
      one(".count", entry).textContent = number(count);
    }
    const left = shown().length;
    const narrowed = left < notes.length || wanted.words.length > 0;
    one("#state").textContent = narrowed ? `${number(left)} of ${number(notes.length)} findings` : `${number(left)} finding${left === 1 ? "" : "s"}`;
    one("#clear").hidden = !(narrowed || wanted.severity.size || wanted.family.size || wanted.rule);
    one("#nothing").hidden = left > 0 || !notes.length;
    tell();
  }

  // The finding one is at: the one with the focus, or had it before a button to go on took it.
  let last = null;
  const inWindow = (note) => {
    const { top, bottom } = note.getBoundingClientRect();
    return bottom > 0 && top < window.innerHeight;
  };
  function current() {
    const here = document.activeElement;
    if (here?.closest?.(".steps")) return last && inWindow(last) ? last : null;
    return here?.closest?.(".note") ?? null;
  }
  function tell(note = current()) {
    const list = shown();
    const at = list.indexOf(note);
    one("#where").textContent = at < 0 ? `${number(list.length)} in all` : `${number(at + 1)} of ${number(list.length)}`;
  }

  // The first of some elements, in the order of the page, that begins below a line near the top of the window.
  function firstBelow(list, line) {
    let low = 0, high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle].getBoundingClientRect().top < line) low = middle + 1; else high = middle;
    }
    return low;
  }
  function step(list, by, now, line) {
    if (!list.length) return;
    const at = list.indexOf(now);
    const next = at >= 0 ? at + by : firstBelow(list, line) - (by < 0 ? 1 : 0);
    const target = list[Math.max(0, Math.min(next, list.length - 1))];
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: target.matches("article") ? "start" : "center" });
  }
  const stepNote = (by) => { step(shown(), by, current(), 90); };
  const stepDraft = (by) => {
    const open = articles.filter((article) => !article.hidden);
    const now = document.activeElement?.closest?.("article") ?? null;
    step(open, by, now, 40);
  };

  function openRule(id) {
    const page = document.getElementById(id);
    if (!page) return;
    const copy = page.cloneNode(true);
    for (const element of [copy, ...all("[id]", copy)]) element.removeAttribute("id");
    copy.removeAttribute("aria-labelledby");
    one("#sheet-title").textContent = one("h3", page).textContent;
    one("#sheet-body").replaceChildren(...copy.childNodes.length ? [copy] : []);
    show(one("#sheet"));
  }
  function show(dialog) {
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    one("h3", dialog).focus();
  }

  document.addEventListener("click", (event) => {
    const target = event.target;
    const link = target.closest("a.rule, a.ref");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      const id = link.getAttribute("href").slice(1);
      if (link.matches(".rule")) openRule(id);
      else { const note = document.getElementById(id); note.focus({ preventScroll: true }); note.scrollIntoView({ block: "nearest" }); }
      return;
    }
    const chip = target.closest(".chip");
    if (chip) {
      const chosen = wanted[chip.dataset.group];
      const { value } = chip.dataset;
      if (!chosen.delete(value)) chosen.add(value);
      chip.setAttribute("aria-pressed", String(chosen.has(value)));
      filter();
    }
    const only = target.closest(".only");
    if (only) {
      one("#rule").value = wanted.rule = only.dataset.rule;
      filter();
      step(shown(), 0, shown()[0], 0);
    }
    const dialog = target.closest("dialog");
    if (dialog && (target.closest(".close") || target === dialog)) dialog.close();
  });
  one("#search").addEventListener("input", (event) => {
    wanted.words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    filter();
  });
  one("#rule").addEventListener("change", (event) => { wanted.rule = event.target.value; filter(); });
  one("#clear").addEventListener("click", () => {
    wanted.severity.clear(); wanted.family.clear(); wanted.rule = ""; wanted.words = [];
    one("#search").value = one("#rule").value = "";
    for (const chip of all(".chip")) chip.setAttribute("aria-pressed", "false");
    filter();
    one("#search").focus();
  });
  one("#next").addEventListener("click", () => stepNote(1));
  one("#previous").addEventListener("click", () => stepNote(-1));
  one("#keys").addEventListener("click", () => show(one("#help")));
  document.addEventListener("focusin", (event) => {
    if (!event.target.closest(".steps")) last = event.target.closest(".note");
    tell();
  });

  const keys = {
    j: () => stepNote(1), n: () => stepNote(1), k: () => stepNote(-1), p: () => stepNote(-1),
    "]": () => stepDraft(1), "[": () => stepDraft(-1),
    "/": () => one("#search").focus(), "?": () => show(one("#help")),
    r: () => { const rule = current() && one("a.rule", current()); if (rule) openRule(rule.getAttribute("href").slice(1)); },
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "Escape" && event.target.id === "search") event.target.blur();
    if (typing || event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]") || !one("#single").checked) return;
    if (Object.hasOwn(keys, event.key)) { event.preventDefault(); keys[event.key](); }
  });

  document.documentElement.classList.add("js");
  for (const link of all("a.rule")) link.setAttribute("aria-haspopup", "dialog");
  if (window.matchMedia("(max-width: 60rem)").matches) one("#contents").open = false;
  filter();
})();
