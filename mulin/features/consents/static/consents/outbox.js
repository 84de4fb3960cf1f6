/* What visitors enter at doors is kept in this phone first and sent from there, so that a broken line,
   a closed page or a server that is down loses nothing.  Without this script each door is a page with
   a plain form.  docs/adr/visits-wait-in-an-outbox.md says why and what it does not protect against.

   An entry is one key of localStorage, named by the request's own key.  The server takes each key
   once, so an entry may be sent again whenever nobody knows whether it arrived. */
(() => {
  "use strict";
  const bar = document.getElementById("outbox");
  const dialog = document.getElementById("door-dialog");
  if (!bar || !dialog || !dialog.showModal) return;
  const say = bar.dataset;
  const reader = document.body.dataset.reader;
  const ENTRIES = "mulin-outbox:", DRAFTS = "mulin-door:";
  const DRAFT_DAYS = 14 * 24 * 3600 * 1000, AGAIN = 20000, PATIENCE = 20000;
  const LONGEST_SIDE = 1280;
  const form = dialog.querySelector("form");
  const title = dialog.querySelector("h2");
  const fault = dialog.querySelector("[data-door-fault]");
  const input = form.querySelector("input[type=file]");
  const list = bar.querySelector("[data-outbox-list]");
  const count = bar.querySelector("[data-outbox-count]");
  const state = bar.querySelector("[data-outbox-state]");
  let sending = false, keeping = false, again = 0, sentNow = 0, contradicted = false, trouble = "";
  const unkept = new Map();                         /* where nothing may be stored: until the page is closed */

  const store = {
    keys(prefix) { try { return Object.keys(localStorage).filter((key) => key.startsWith(prefix)); } catch { return []; } },
    read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    write(key, value) { localStorage.setItem(key, JSON.stringify(value)); },
    drop(key) { try { localStorage.removeItem(key); } catch { /* not allowed */ } },
  };
  const entries = () => [...store.keys(ENTRIES).map(store.read).filter(Boolean), ...unkept.values()].sort((a, b) => a.at - b.at);
  const mine = () => entries().filter((entry) => entry.reader === reader);
  const save = (entry) => { if (unkept.has(entry.key)) unkept.set(entry.key, entry); else store.write(ENTRIES + entry.key, entry); };
  const forget = (entry) => { unkept.delete(entry.key);  store.drop(ENTRIES + entry.key); };

  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

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
    const item = document.createElement("li"), door = document.createElement("b"), words = document.createElement("span");
    door.textContent = entry.door;
    words.textContent = entry.refused ? say.refused + entry.refused : "";
    item.append(door, words);
    if (entry.refused) item.append(button(say.edit, "line", () => edit(entry)), button(say.drop, "text", () => discard(entry)));
    return item;
  }
  function show() {
    const all = mine(), others = entries().length - all.length;
    document.querySelectorAll("[data-unsent]").forEach((tag) => {
      const url = tag.closest("a").getAttribute("href");
      tag.hidden = !all.some((entry) => entry.url === url);
    });
    list.replaceChildren(...all.map(line));
    const safe = unkept.size ? say.notKept : say.safe;
    count.textContent = all.length ? say.waiting.replace("%s", all.length) : sentNow ? say.allSent : "";
    const words = all.length ? [sending ? say.sending : trouble, safe] : [contradicted ? say.conflict : ""];
    if (others) words.push(say.others.replace("%s", others));
    state.textContent = words.filter(Boolean).join(" · ");
    bar.dataset.state = all.length ? "waiting" : "sent";
    bar.querySelector("[data-outbox-send]").hidden = !all.length;
    bar.hidden = !all.length && !sentNow && !others;
  }

  /* ── Sending ──────────────────────────────────────────────────────────── */
  function body(entry) {
    const data = new FormData();
    entry.fields.forEach(([name, value]) => data.append(name, value));
    data.append("key", entry.key);
    data.append("seconds_ago", Math.max(0, Math.floor((Date.now() - entry.at) / 1000)));
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    if (entry.file) data.append(input.name, asFile(entry.file));
    return data;
  }
  function asFile({ name, data }) {
    const [head, letters] = data.split(",");
    const bytes = Uint8Array.from(atob(letters), (sign) => sign.charCodeAt(0));
    return new File([bytes], name, { type: head.slice(5).split(";")[0] });
  }
  function post(entry) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    const how = { method: "POST", body: body(entry), headers: { "X-Outbox": reader }, redirect: "manual", signal: stop.signal };
    return fetch(entry.url, how).finally(() => clearTimeout(timer));
  }
  /* Who signed in anew, in another tab, has a new token. */
  async function newToken() {
    const page = await fetch(location.pathname, { redirect: "manual" });
    if (!page.ok) return;
    const parsed = new DOMParser().parseFromString(await page.text(), "text/html");
    const token = parsed.querySelector("[name=csrfmiddlewaretoken]");
    const whose = parsed.body.dataset.reader;
    if (token && whose === reader) form.elements.csrfmiddlewaretoken.value = token.value;
  }
  async function deliver(entry) {
    let answer = await post(entry);
    if (answer.status === 403) { await newToken();  answer = await post(entry); }
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return say.signedOut;
    if (answer.status >= 500 || answer.status === 429) return say.down;
    if (answer.ok) {
      const told = await answer.json();
      contradicted = contradicted || told.contradicts;
      forget(entry);
      sentNow += 1;
      arrived(entry);
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
  function arrived(entry) {
    const door = document.querySelector(`.walk__door[href="${CSS.escape(entry.url)}"]`);
    const tag = door && door.querySelector(".walk__what .tag");
    if (tag) tag.lastChild.textContent = say.sent;
  }

  /* ── One door ─────────────────────────────────────────────────────────── */
  const boxes = () => [...form.elements].filter((box) => box.name && !["file", "submit"].includes(box.type) && !["csrfmiddlewaretoken", "key", "seconds_ago"].includes(box.name));
  const filled = () => boxes().filter((box) => box.type !== "radio" || box.checked).map((box) => [box.name, box.value]);
  function fill(fields) {
    for (const [name, value] of fields) {
      for (const box of boxes().filter((one) => one.name === name)) {
        if (box.type === "radio") box.checked = box.value === value; else box.value = value;
      }
    }
    form.querySelector("details").open = fields.some(([name, value]) => name === "text" && value);
  }
  const draft = () => `${DRAFTS}${reader}:${form.getAttribute("action")}`;
  function open(url, door) {
    form.reset();
    input.dispatchEvent(new Event("change", { bubbles: true }));
    form.setAttribute("action", url);
    title.textContent = door;
    blame("");
    const kept = store.read(draft());
    if (kept) fill(kept.fields);
    dialog.showModal();
  }
  function blame(words) {
    fault.hidden = !words;
    fault.querySelector("strong").textContent = words;
    if (words) fault.scrollIntoView({ block: "nearest" });
  }
  function edit(entry) {
    open(entry.url, entry.door);
    fill(entry.fields);
    blame(entry.refused);
    if (entry.file) {
      const carrier = new DataTransfer();
      carrier.items.add(asFile(entry.file));
      input.files = carrier.files;
    }
    form.dataset.instead = entry.key;
  }
  function discard(entry) {
    if (!window.confirm(say.dropSure)) return;
    forget(entry);
    show();
  }
  /* Photos of telephones are made small: what is kept here has little room. */
  async function picture() {
    const file = input.files[0];
    if (!file) return null;
    const drawn = await createImageBitmap(file).catch(() => null);
    if (!drawn) return null;
    const part = Math.min(1, LONGEST_SIDE / Math.max(drawn.width, drawn.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(64, Math.round(drawn.width * part));
    canvas.height = Math.max(64, Math.round(drawn.height * part));
    canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
    return { name: "evidence.jpg", data: canvas.toDataURL("image/jpeg", 0.75) };
  }
  function missing() {
    const said = Object.fromEntries(filled());
    const need = (name) => form.querySelector(`[name="${name}"]`).closest(".field").querySelector(".field__label").firstChild.textContent.trim();
    if (!said.outcome) return need("outcome");
    if (said.outcome === "answered" && !said.answer) return need("answer");
    if (said.outcome === "revisit" && !said.again_at) return need("again_at");
    if (said.topic && !said.text) return need("text");
    return said.text && !said.topic ? need("topic") : "";
  }
  async function keep() {
    const lacks = missing();
    if (lacks) { blame(`${lacks}？`);  return; }
    const entry = { key: newKey(), reader, url: form.getAttribute("action"), door: title.textContent, at: Date.now(), fields: filled(), file: await picture(), refused: "" };
    try {
      store.write(ENTRIES + entry.key, entry);
    } catch {
      if (entry.file) { blame(say.full);  return; }
      unkept.set(entry.key, entry);
    }
    const instead = mine().find((one) => one.key === form.dataset.instead);
    if (instead) forget(instead);
    store.drop(draft());
    dialog.close();
    show();
    send();
  }

  document.addEventListener("click", (event) => {
    const door = event.target.closest("a[data-door]");
    if (door && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault();  open(door.getAttribute("href"), door.dataset.door); }
    if (event.target.closest("[data-close]")) dialog.close();
  });
  dialog.addEventListener("close", () => { delete form.dataset.instead; });
  const remember = () => { try { store.write(draft(), { at: Date.now(), fields: filled() }); } catch { /* full: the page still has it */ } };
  form.addEventListener("input", remember);
  form.addEventListener("change", remember);
  // Before mulin.js, which would hold a form back while there is no line.
  window.addEventListener("submit", (event) => {
    if (event.target !== form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (keeping) return;                            /* a second tap while a photo is made small */
    keeping = true;
    keep().finally(() => { keeping = false; });
  }, true);
  bar.querySelector("[data-outbox-send]").addEventListener("click", () => send(true));
  window.addEventListener("online", () => send());
  window.addEventListener("offline", () => { trouble = say.offline;  show(); });
  window.addEventListener("storage", show);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  store.keys(DRAFTS).forEach((key) => { const kept = store.read(key);  if (!kept || Date.now() - kept.at > DRAFT_DAYS) store.drop(key); });
  show();
  send();
})();
