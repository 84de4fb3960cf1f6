/* What a page can do beyond plain HTML.  Every page works without it.
   data-care           a form that turns large type on and off, at once and without losing what is typed
   data-autosave="key" a form whose words stay in this browser until they have arrived
   data-count, -for    how many signs still fit into a textarea
   data-copy="#id"     a button that copies the text of an element    data-print   a button that prints
   data-dialog="#id"   a link to a page that asks again; opens the dialog of that id instead
   data-bulk           a bar that says how many rows are ticked       data-all     a box that ticks them all      */
(() => {
  "use strict";
  const root = document.documentElement;
  const phrases = document.getElementById("phrases");
  const say = phrases ? phrases.dataset : {};
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
  const on = (kind, act, options) => document.addEventListener(kind, act, options);

  /* A hint at the top of the page, in words. */
  function hint(tone, strong, rest) {
    const place = document.getElementById("messages");
    if (!place || !phrases) return null;
    const note = phrases.content.firstElementChild.cloneNode(true);
    note.dataset.tone = tone;
    note.querySelector("strong").textContent = strong;
    note.querySelector("span").textContent = rest || "";
    place.replaceChildren(note);
    note.scrollIntoView({ block: "nearest" });
    return note;
  }

  /* Slow and broken lines. */
  let slow = 0;
  const waiting = () => { clearTimeout(slow);  slow = setTimeout(() => hint("dian", say.slow), 3000); };
  const arrived = () => clearTimeout(slow);
  on("htmx:beforeRequest", waiting);
  on("htmx:afterRequest", (event) => { arrived();  delete event.detail.elt.dataset.sent; });
  const failed = (strong, rest) => { hint("zhu", strong, rest);  unsend(); };
  on("htmx:sendError", () => failed(say.failed, say.failedRest));
  on("htmx:timeout", () => failed(say.failed, say.failedRest));
  on("htmx:responseError", () => failed(say.broken, say.brokenRest));
  window.addEventListener("offline", () => { if (!document.querySelector("[data-outbox]")) hint("lamp", say.failed, say.failedRest); });

  window.addEventListener("pageshow", () => { arrived();  each("form[data-sent]", (form) => delete form.dataset.sent); });

  /* 大字 */
  on("submit", (event) => {
    const form = event.target;
    if (!("care" in form.dataset)) return;
    event.preventDefault();
    const button = form.querySelector("button");
    const care = root.dataset.mode !== "care";
    const body = new FormData(form);
    body.set("mode", care ? "care" : "");
    fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => hint("zhu", say.failed));
    if (care) root.dataset.mode = "care"; else delete root.dataset.mode;
    button.setAttribute("aria-pressed", String(care));
  }, true);

  /* A press counts once, and not at all while there is no line. */
  on("submit", (event) => {
    const form = event.target;
    const method = event.submitter?.getAttribute("formmethod") || form.method;
    if (event.defaultPrevented || method !== "post") return;
    const offline = navigator.onLine === false;
    if (offline || form.dataset.sent) {
      event.preventDefault();
      event.stopPropagation();
      if (offline) hint("zhu", say.failed, say.failedRest);
    } else {
      form.dataset.sent = "1";
      setTimeout(() => delete form.dataset.sent, 8000);
      waiting();
    }
  }, true);

  /* Words that have not arrived are kept here. */
  const DAYS = 3 * 24 * 3600 * 1000;
  const reader = document.body.dataset.reader || "";
  const boxes = (form) => [...form.elements].filter((box) => box.name && !["hidden", "password", "file", "submit"].includes(box.type));
  const written = (form) => boxes(form).map((box) => [box.name, box.value, box.checked]);
  const store = {
    read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    write(key, record) { try { localStorage.setItem(key, JSON.stringify(record)); } catch { /* full, or not allowed */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* not allowed */ } },
    keys() { try { return Object.keys(localStorage).filter((key) => key.startsWith("mulin:")); } catch { return []; } },
  };
  function unsend() {
    store.keys().forEach((key) => store.write(key, { ...store.read(key), sent: false }));
  }
  const [visit] = performance.getEntriesByType("navigation");
  const cameOn = !visit || visit.type === "navigate";
  for (const key of store.keys()) {
    const record = store.read(key);
    if (!record || record.reader !== reader || Date.now() - record.at > DAYS || (record.sent && cameOn)) store.drop(key);
  }
  each("form[data-autosave]", (form) => {
    const key = `mulin:${form.dataset.autosave || location.pathname}`;
    const fresh = JSON.stringify(written(form));
    const keep = (sent) => {
      if (JSON.stringify(written(form)) === fresh && !sent) return;
      store.write(key, { at: Date.now(), reader, sent, boxes: written(form) });
      each("[data-saved]", (note) => { note.textContent = say.saved; });
    };
    const record = store.read(key);
    if (record && !form.querySelector("[aria-invalid]")) restore(form, record, () => store.drop(key));
    form.addEventListener("input", () => keep(false));
    form.addEventListener("change", () => keep(false));
    form.addEventListener("submit", (event) => { if (!event.defaultPrevented) keep(true); });
  });
  function restore(form, record, drop) {
    const now = boxes(form);
    if (record.boxes.length !== now.length || JSON.stringify(record.boxes) === JSON.stringify(written(form))) return;
    now.forEach((box, at) => {
      const [name, value, checked] = record.boxes[at];
      if (box.name !== name) return;
      if (box.type === "checkbox" || box.type === "radio") box.checked = checked; else box.value = value;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    });
    const note = hint("brand", say.kept);
    if (!note) return;
    const again = document.createElement("button");
    again.className = "btn";
    again.dataset.kind = "line";
    again.textContent = say.drop;
    again.onclick = () => { drop();  form.reset();  drop();  note.remove(); };
    note.append(again);
  }

  /* How much still fits. */
  const count = (note) => {
    const box = document.getElementById(note.dataset.for);
    if (!box) return;
    const show = () => {
      const left = Number(note.dataset.count) - [...box.value].length;
      note.textContent = (left < 0 ? say.over : say.left).replace("%s", Math.abs(left));
      note.dataset.state = left < 0 ? "over" : "ok";
    };
    box.addEventListener("input", show);
    box.form?.addEventListener("reset", () => setTimeout(show));   /* only then is it empty */
    if (box.value) show();
  };

  /* Pictures that were chosen. */
  on("change", (event) => {
    const input = event.target;
    if (input.type !== "file" || !input.accept.includes("image")) return;
    const box = input.closest(".upload-box");
    box.querySelector(".upload")?.remove();
    const row = document.createElement("span");
    row.className = "upload";
    for (const file of input.files) {
      const picture = new Image();
      picture.src = URL.createObjectURL(file);
      picture.alt = file.name;
      picture.className = "upload__item";
      row.append(picture);
    }
    if (input.files.length) box.append(row);
  });

  async function copy(button) {
    const source = document.querySelector(button.dataset.copy);
    const text = source.value || source.textContent.trim();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const box = document.createElement("textarea");
      box.value = text;
      button.after(box);
      box.select();
      document.execCommand("copy");
      box.remove();
    }
    const words = button.lastChild, before = words.textContent;
    words.textContent = say.copied;
    setTimeout(() => { words.textContent = before; }, 2500);
  }

  on("click", (event) => {
    const target = event.target.closest("[data-copy], [data-print], [data-dialog], [data-all]");
    if (!target) return;
    if (target.dataset.copy) copy(target);
    else if ("print" in target.dataset) window.print();
    else if (target.dataset.dialog) {
      const dialog = document.querySelector(target.dataset.dialog);
      if (dialog && dialog.showModal) { event.preventDefault();  dialog.showModal(); }
    } else {
      target.closest("table").querySelectorAll("tbody .table__check input").forEach((box) => { box.checked = target.checked; });
    }
  });
  const tally = () => each("[data-bulk]", (bar) => {
    const ticked = bar.parentElement.querySelectorAll("tbody .table__check input:checked").length;
    bar.hidden = !ticked;
    bar.querySelector("b").textContent = say.ticked.replace("%s", ticked);
  });
  on("change", tally);

  function start(part) {
    part.querySelectorAll("[data-count]").forEach(count);
    part.querySelectorAll("[data-copy][hidden], [data-print][hidden], [data-all][hidden]").forEach((one) => { one.hidden = false; });
    tally();
  }
  start(document);
  on("htmx:load", (event) => { if (event.target !== document.body) start(event.target); });
  document.querySelector("[data-focus]:not(.kit *)")?.focus();
})();
