/* A door opens as a dialog on the walk sheet, so that the sheet stays at hand where there is no line.
   What is entered goes through web/outbox.js; here is only what a door has of its own: what must
   not be missing, a draft for each door, and what the sheet says of the doors themselves. */
(() => {
  "use strict";
  const bar = document.getElementById("outbox");
  const dialog = document.getElementById("door-dialog");
  const form = dialog && dialog.querySelector("form");
  const box = form && form.outbox;
  if (!box || !dialog.showModal) return;
  const reader = document.body.dataset.reader;
  const DRAFTS = "mulin-door:", DRAFT_DAYS = 14 * 24 * 3600 * 1000;
  const title = dialog.querySelector("h2");
  const fault = dialog.querySelector("[data-door-fault]");
  const input = form.querySelector("input[type=file]");

  /* ── What was begun at a door ─────────────────────────────────────────── */
  const draft = () => `${DRAFTS}${reader}:${form.getAttribute("action")}`;
  const drop = (key) => { try { localStorage.removeItem(key); } catch { /* not allowed */ } };
  const drafts = () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(DRAFTS)); } catch { return []; } };
  function remember() {
    if (!dialog.open) return;                       /* emptied for the next door: nobody wrote that */
    try { localStorage.setItem(draft(), JSON.stringify({ at: Date.now(), fields: box.filled() })); } catch { /* full: the page still has it */ }
  }
  function unfold() {
    const said = Object.fromEntries(box.filled());
    form.querySelector("details").open = Boolean(said.text);
  }

  /* ── One door ─────────────────────────────────────────────────────────── */
  function open(url, door) {
    form.reset();
    input.dispatchEvent(new Event("change", { bubbles: true }));
    form.setAttribute("action", url);
    form.dataset.title = title.textContent = door;
    blame("");
    const kept = box.read(draft());
    if (kept && kept.fields) box.fill(kept.fields);
    unfold();
    dialog.showModal();
  }
  function blame(words) {
    fault.hidden = !words;
    fault.querySelector("strong").textContent = words;
    if (words) fault.scrollIntoView({ block: "nearest" });
  }
  function missing() {
    const said = Object.fromEntries(box.filled());
    const need = (name) => form.querySelector(`[name="${name}"]`).closest(".field").querySelector(".field__label").firstChild.textContent.trim();
    if (!said.outcome) return need("outcome");
    if (said.outcome === "answered" && !said.answer) return need("answer");
    if (said.outcome === "revisit" && !said.again_at) return need("again_at");
    if (said.topic && !said.text) return need("text");
    return said.text && !said.topic ? need("topic") : "";
  }

  Object.assign(box, {
    check() {
      const lacks = missing();
      if (lacks) blame(`${lacks}？`);
      return !lacks;
    },
    kept() { drop(draft());  dialog.close(); },
    full() { blame(bar.dataset.full); },
    shown(waiting) {
      document.querySelectorAll("[data-unsent]").forEach((tag) => {
        const url = tag.closest("a").getAttribute("href");
        tag.hidden = !waiting.some((entry) => entry.url === url);
      });
    },
    arrived(entry) {
      const door = document.querySelector(`.walk__door[href="${CSS.escape(entry.url)}"]`);
      const tag = door && door.querySelector(".walk__what .tag");
      if (tag) tag.lastChild.textContent = bar.dataset.sent;
    },
    reopen(entry) { open(entry.url, entry.title); },
    reopened(entry) { unfold();  blame(entry.refused); },
  });

  document.addEventListener("click", (event) => {
    const door = event.target.closest("a[data-door]");
    if (door && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault();  open(door.getAttribute("href"), door.dataset.door); }
    if (event.target.closest("[data-close]")) dialog.close();
  });
  dialog.addEventListener("close", () => { delete form.dataset.instead; });
  form.addEventListener("input", remember);
  form.addEventListener("change", remember);
  drafts().forEach((key) => { const kept = box.read(key);  if (!kept || Date.now() - kept.at > DRAFT_DAYS) drop(key); });
  box.look();
})();
