/* A form that is filled in where the line breaks: what was written is kept in this phone first and
   sent from there, so that a broken line, a closed page or a server that is down loses nothing.
   Without this script it is a plain form.  docs/adr/visits-wait-in-an-outbox.md says why.

   <form data-outbox="#outbox"> has hidden fields `key` and `seconds_ago`; the server takes each key
   once and answers JSON to who sends X-Outbox.  The bar it names carries the words and the list.
   Several forms of a page each have an address and a bar of their own.  With data-keeps the form
   keeps showing what was written, and only the last writing waits.  With data-box="NAME" one form
   serves many addresses, and all its entries wait in the box of that name.  `form.outbox` is for a
   room's own script: what it may read, and what it may put in place of the plain answers. */
(() => {
  "use strict";

  /* ── A telephone that others use too ──────────────────────────────────────
     Who signs out leaves what waits locked, with a key that only her own pages carry. */
  const OURS = /^mulin-(sheet|outbox|door):/;
  const fromLetters = (letters) => Uint8Array.from(atob(letters), (sign) => sign.charCodeAt(0));
  const toLetters = (bytes) => btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(""));
  const keyOf = (letters) => crypto.subtle.importKey("raw", fromLetters(letters), "AES-GCM", false, ["encrypt", "decrypt"]);

  /* What this reader keeps here: [where, what]; drafts of doors name her in their address. */
  function own() {
    const reader = document.body.dataset.reader, found = [];
    try {
      for (const [where, words] of Object.entries(localStorage)) {
        if (!OURS.test(where)) continue;
        const kept = JSON.parse(words);
        if (kept.reader === reader || where.startsWith(`mulin-door:${reader}:`)) found.push([where, kept]);
      }
    } catch { /* not allowed, or not ours */ }
    return found;
  }
  async function lock(letters) {
    const key = await keyOf(letters);
    for (const [where, kept] of own().filter(([, kept]) => !kept.locked)) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const locked = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(JSON.stringify(kept)));
      const { reader, at } = kept;
      localStorage.setItem(where, JSON.stringify({ reader, at, iv: toLetters(iv), locked: toLetters(locked) }));
    }
  }
  let unlocking;                                    /* once a page, however many forms it has */
  const unlock = (letters) => unlocking ??= unlockAll(letters).catch(() => {});
  async function unlockAll(letters) {
    const locked = own().filter(([, kept]) => kept.locked);
    if (!locked.length) return;
    const key = await keyOf(letters);
    for (const [where, kept] of locked) {
      const words = await crypto.subtle.decrypt({ name: "AES-GCM", iv: fromLetters(kept.iv) }, key, fromLetters(kept.locked)).catch(() => null);
      const still = JSON.parse(localStorage.getItem(where));
      if (words && still && still.iv === kept.iv) localStorage.setItem(where, new TextDecoder().decode(words));
    }
  }

  /* Beside the way out: what of hers waits here, since when, and the page it is sent from. */
  function tell(note) {
    const waiting = own().filter(([where]) => !where.startsWith("mulin-door:")).sort(([, one], [, other]) => one.at - other.at);
    note.querySelector("strong").textContent = note.dataset.words.replace("%s", waiting.length);
    const pages = new Map(waiting.map(([, kept]) => [kept.page, kept]));   /* the last of each page */
    note.querySelector("ul").replaceChildren(...[...pages.values()].map((kept) => {
      const item = document.createElement("li"), when = document.createElement("span");
      when.textContent = new Date(kept.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
      item.className = "row";
      item.append(when);
      if (kept.page) {
        const way = document.createElement("a");
        way.className = "btn";
        way.dataset.kind = "line";
        way.href = kept.page;
        way.textContent = note.dataset.go;
        item.append(way);
      }
      return item;
    }));
    note.hidden = !waiting.length;
  }
  function look(note) {
    tell(note);
    unlock(note.dataset.seal).then(() => tell(note));
    note.querySelector("[data-outbox-drop]").addEventListener("click", () => {
      if (!window.confirm(note.dataset.dropSure)) return;
      own().forEach(([where]) => localStorage.removeItem(where));
      tell(note);
    });
    const out = document.querySelector("form[data-outbox-locks]");
    out.addEventListener("submit", (event) => {
      if (event.defaultPrevented || !own().length) return;
      event.preventDefault();
      lock(note.dataset.seal).catch(() => {}).finally(() => out.submit());
    });
  }

  function start(form) {
  const bar = document.querySelector(form.dataset.outbox);
  if (!bar) return;
  const say = bar.dataset, reader = document.body.dataset.reader;
  const address = () => form.getAttribute("action") || location.pathname;
  const ENTRIES = form.dataset.box ? `${form.dataset.box}:` : `mulin-sheet:${address()}:`, AGAIN = 20000, PATIENCE = 20000, LONGEST_SIDE = 1280;
  const OWN = ["csrfmiddlewaretoken", "key", "seconds_ago"];
  const input = form.querySelector("input[type=file]");
  const list = bar.querySelector("[data-outbox-list]"), count = bar.querySelector("[data-outbox-count]");
  const state = bar.querySelector("[data-outbox-state]"), now = bar.querySelector("[data-outbox-send]");
  const unkept = new Map();                         /* where nothing may be stored: until the page is closed */
  let sending = false, keeping = false, again = 0, sentNow = 0, trouble = "", aside = "";

  const keys = () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(ENTRIES)); } catch { return []; } };
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const entries = () => [...keys().map(read).filter(Boolean), ...unkept.values()].sort((a, b) => a.at - b.at);
  const mine = () => entries().filter((entry) => entry.reader === reader && !entry.locked);
  const save = (entry) => { if (unkept.has(entry.key)) unkept.set(entry.key, entry); else localStorage.setItem(ENTRIES + entry.key, JSON.stringify(entry)); };
  const forget = (entry) => { unkept.delete(entry.key);  try { localStorage.removeItem(ENTRIES + entry.key); } catch { /* not allowed */ } };
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  /* ── What waits, in words ─────────────────────────────────────────────── */
  function button(words, kind, act) {
    const one = document.createElement("button");
    one.type = "button";
    one.className = "btn";
    one.dataset.kind = kind;
    one.textContent = words;
    one.addEventListener("click", act);
    return one;
  }
  function line(entry) {
    const item = document.createElement("li"), what = document.createElement("b"), words = document.createElement("span");
    what.textContent = entry.title;
    words.textContent = entry.refused ? say.refused + entry.refused : "";
    item.className = "row";
    item.append(what, words);
    if (entry.refused) item.append(button(say.edit, "line", () => edit(entry)), button(say.drop, "text", () => discard(entry)));
    return item;
  }
  function show() {
    const all = mine(), others = entries().length - all.length;
    list.replaceChildren(...all.map(line));
    count.textContent = all.length ? say.waiting.replace("%s", all.length) : sentNow ? say.allSent : "";
    const words = all.length ? [sending ? say.sending : trouble, unkept.size ? say.notKept : say.safe] : [aside];
    if (others) words.push(say.others.replace("%s", others));
    state.textContent = words.filter(Boolean).join(" · ");
    bar.dataset.tone = all.length ? "lamp" : "brand";
    bar.dataset.state = all.length ? "waiting" : "sent";
    now.hidden = !all.length;
    bar.hidden = !all.length && !sentNow && !others;
    ways.shown(all);
  }

  /* ── Sending ──────────────────────────────────────────────────────────── */
  function asFile({ name, data }) {
    const [head, letters] = data.split(",");
    const bytes = Uint8Array.from(atob(letters), (sign) => sign.charCodeAt(0));
    return new File([bytes], name, { type: head.slice(5).split(";")[0] });
  }
  function post(entry) {
    const data = new FormData(), stop = new AbortController();
    entry.fields.forEach(([name, value]) => data.append(name, value));
    data.append("key", entry.key);
    data.append("seconds_ago", Math.max(0, Math.floor((Date.now() - entry.at) / 1000)));
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    if (entry.file) data.append(input.name, asFile(entry.file));
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    const how = { method: "POST", body: data, headers: { "X-Outbox": reader }, redirect: "manual", signal: stop.signal };
    return fetch(entry.url, how).finally(() => clearTimeout(timer));
  }
  /* Who signed in anew, in another tab, has a new token. */
  async function newToken() {
    const page = await fetch(location.pathname, { redirect: "manual" });
    if (!page.ok) return;
    const parsed = new DOMParser().parseFromString(await page.text(), "text/html");
    const token = parsed.querySelector("[name=csrfmiddlewaretoken]");
    if (token && parsed.body.dataset.reader === reader) form.elements.csrfmiddlewaretoken.value = token.value;
  }
  async function deliver(entry) {
    let answer = await post(entry);
    if (answer.status === 403) { await newToken();  answer = await post(entry); }
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return say.signedOut;
    if (answer.status >= 500 || answer.status === 429) return say.down;
    if (answer.ok) {
      const told = await answer.json().catch(() => ({}));
      if (told.contradicts) aside = say.conflict;
      forget(entry);
      sentNow += 1;
      ways.arrived(entry);
      return "";
    }
    let reasons = [];
    try { reasons = (await answer.json()).reasons || []; } catch { /* a page, not an answer */ }
    save({ ...entry, refused: reasons.join(" ") || say.gone });
    return "";
  }
  async function send(anew) {
    if (sending) return;
    clearTimeout(again);
    sending = true;
    trouble = "";
    for (const entry of mine()) {
      if (entry.refused && !anew) continue;
      show();
      try { trouble = await deliver({ ...entry, refused: "" }); } catch { trouble = navigator.onLine === false ? say.offline : say.down; }
      if (trouble) break;
    }
    sending = false;
    show();
    if (mine().some((entry) => !entry.refused)) again = setTimeout(send, AGAIN);
  }

  /* ── Writing ──────────────────────────────────────────────────────────── */
  const boxes = () => [...form.elements].filter((box) => box.name && !["file", "submit"].includes(box.type) && !OWN.includes(box.name));
  const isIn = (box) => !["radio", "checkbox"].includes(box.type) || box.checked;
  const filled = () => boxes().filter(isIn).map((box) => [box.name, box.value]);
  function fill(fields) {
    for (const box of boxes()) {
      const values = fields.filter(([name]) => name === box.name).map(([, value]) => value);
      if (["radio", "checkbox"].includes(box.type)) box.checked = values.includes(box.value);
      else if (values.length) box.value = values[0];
    }
  }
  function clear() {
    if ("keeps" in form.dataset) return;
    form.reset();
    if (input) input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  function edit(entry) {
    clear();
    ways.reopen(entry);
    fill(entry.fields);
    if (entry.file) {
      const carrier = new DataTransfer();
      carrier.items.add(asFile(entry.file));
      input.files = carrier.files;
    }
    form.dataset.instead = entry.key;
    ways.reopened(entry);
  }
  function discard(entry) {
    if (!window.confirm(say.dropSure)) return;
    forget(entry);
    show();
  }
  /* Photos of telephones are made small: what is kept here has little room. */
  async function picture() {
    const file = input && input.files[0];
    const drawn = file && await createImageBitmap(file).catch(() => null);
    if (!drawn) return null;
    const part = Math.min(1, LONGEST_SIDE / Math.max(drawn.width, drawn.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(64, Math.round(drawn.width * part));
    canvas.height = Math.max(64, Math.round(drawn.height * part));
    canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
    return { name: "photo.jpg", data: canvas.toDataURL("image/jpeg", 0.75) };
  }
  const words = () => boxes().filter(isIn).map((box) => (box.tagName === "TEXTAREA" || box.type === "text" ? box.value.trim() : "")).find(Boolean);
  async function keep() {
    const entry = { key: newKey(), reader, url: address(), page: location.pathname, title: form.dataset.title || (words() || say.untitled).slice(0, 24), at: Date.now(), fields: filled(), file: await picture(), refused: "" };
    try {
      localStorage.setItem(ENTRIES + entry.key, JSON.stringify(entry));
    } catch {
      if (entry.file) { ways.full();  return; }
      unkept.set(entry.key, entry);
    }
    mine().filter((one) => one.key === form.dataset.instead || ("keeps" in form.dataset && one.key !== entry.key)).forEach(forget);
    delete form.dataset.instead;
    clear();
    ways.kept();
    show();
    send();
  }

  /* What a room's own script may do otherwise: how a form is looked through before it is kept, and
     what follows when an entry is kept, is too large, waits, arrives, or is opened again. */
  const ways = {
    filled, fill, read,
    check: () => form.reportValidity(),
    kept: () => bar.scrollIntoView({ block: "nearest" }),
    full: () => { trouble = say.full;  bar.hidden = false;  state.textContent = say.full; },
    shown: () => {},
    arrived: () => {},
    reopen: () => {},
    reopened: () => form.scrollIntoView({ block: "start" }),
    look: () => show(),
  };
  form.outbox = ways;

  // Before mulin.js, which would hold a form back while there is no line.
  window.addEventListener("submit", (event) => {
    if (event.target !== form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (keeping || !ways.check()) return;                            /* a second tap while a photo is made small */
    keeping = true;
    keep().finally(() => { keeping = false; });
  }, true);
  now.addEventListener("click", () => send(true));
  window.addEventListener("online", () => send());
  window.addEventListener("offline", () => { trouble = say.offline;  show(); });
  window.addEventListener("storage", show);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  unlock(say.seal).then(() => { show();  send(); });
  }

  document.querySelectorAll("form[data-outbox]").forEach(start);
  document.querySelectorAll("[data-outbox-left]").forEach(look);
})();
