// Light and dark, the keys of every page, and the link between a story's words and its records. Pages work without it.
"use strict";

const root = document.documentElement;
try {
  const kept = localStorage.getItem("theme");
  if (kept) root.dataset.theme = kept;
} catch { /* a browser that keeps nothing */ }

function toggleTheme() {
  const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
  try { localStorage.setItem("theme", root.dataset.theme); } catch { /* kept for this page only */ }
}

// The words of a record and its note light up together.
function light(ids) {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  for (const id of ids) {
    for (const piece of document.querySelectorAll(`[data-records~="${CSS.escape(id)}"], [data-record="${CSS.escape(id)}"]`)) piece.classList.add("lit");
  }
}

function idsOf(element) {
  const held = element instanceof Element ? element.closest("[data-record], [data-records]") : null;
  if (!held) return [];
  return held.dataset.record ? [held.dataset.record] : held.dataset.records.split(" ");
}

document.addEventListener("pointerover", (event) => light(idsOf(event.target)));
document.addEventListener("focusin", (event) => light(idsOf(event.target)));

function say(words) {
  const told = document.getElementById("said");
  if (told) told.textContent = words;
}

function current(selector) {
  const all = [...document.querySelectorAll(selector)];
  return { all, at: all.indexOf(document.activeElement?.closest(selector)) };
}

function step(by) {
  const { all, at } = current(".line, .note");
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  if (next) { next.tabIndex = next.tabIndex < 0 ? -1 : next.tabIndex; next.focus(); next.scrollIntoView({ block: "nearest" }); }
}

async function cite() {
  const note = document.activeElement?.closest("[data-citation]");
  if (!note) return;
  await navigator.clipboard.writeText(note.dataset.citation);
  say("Citation copied");
}

function evidence() {
  const note = document.activeElement?.closest("[data-record]");
  document.querySelector(note ? `[data-records~="${CSS.escape(note.dataset.record)}"]` : ":not(*)")?.scrollIntoView({ block: "center" });
}

const keys = {
  "/": () => document.getElementById("search")?.focus(),
  j: () => step(1),
  k: () => step(-1),
  e: evidence,
  y: cite,
  "?": () => document.getElementById("keys")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  if (event.key === "Enter" && event.target.matches(".line, .note")) { event.target.querySelector(".cite a, .why")?.click(); return; }
  const button = document.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
  if (button) { event.preventDefault(); button.click(); return; }
  const act = keys[event.key];
  if (act) { event.preventDefault(); act(); }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-theme-toggle]")) toggleTheme();
  if (event.target.closest("[data-keys]")) document.getElementById("keys")?.showModal();
});

// The slider of days: a range where scripts run, a date field where they do not.
for (const range of document.querySelectorAll("input[data-days]")) {
  const days = range.dataset.days.split(" ");
  const date = range.form.elements.as_of;
  range.hidden = false;
  range.value = Math.max(days.indexOf(date.value), 0);
  range.addEventListener("input", () => { date.value = days[range.value]; range.setAttribute("aria-valuetext", date.value); });
  range.addEventListener("change", () => range.form.requestSubmit());
}
