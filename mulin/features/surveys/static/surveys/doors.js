/* A door opens as a dialog on the list of doors, so that the list stays at hand where there is no line.
   What is said goes through web/outbox.js; without this script each door is a page of its own. */
(() => {
  "use strict";
  const bar = document.getElementById("outbox"), dialog = document.getElementById("door-dialog");
  const form = dialog?.querySelector("form"), box = form?.outbox;
  if (!box || !dialog.showModal) return;
  const title = dialog.querySelector("h2"), fault = dialog.querySelector("[data-door-fault]");
  const begun = new Map();                          /* what was begun at a door, until the page is closed */
  const again = () => form.dispatchEvent(new Event("change"));

  function open(url, door, wasAsked) {
    form.reset();
    form.setAttribute("action", url);
    form.dataset.title = title.textContent = door;
    dialog.querySelector("[data-door-before]").hidden = !wasAsked;
    blame("");
    if (begun.has(url)) box.fill(begun.get(url));
    again();
    dialog.showModal();
    dialog.scrollTop = 0;
  }
  function blame(words, field) {
    if (field) field.append(fault);
    else title.after(fault);
    fault.hidden = !words;
    fault.querySelector("strong").textContent = words;
    field?.querySelector("input, select, textarea").focus();
    if (words) fault.scrollIntoView({ block: "nearest" });
  }
  /* The first question that must be answered, is asked, and is not. */
  function missing() {
    const asked = [...form.querySelectorAll(".field:not([hidden])")].filter((field) => field.querySelector("[data-must]"));
    return asked.find((field) => ![...field.querySelectorAll("input, select, textarea")].some((one) =>
      (["radio", "checkbox"].includes(one.type) ? one.checked : one.value.trim())));
  }
  Object.assign(box, {
    check() {
      const lacks = missing();
      if (!lacks) return true;
      const label = lacks.querySelector(".field__label").firstChild.textContent.trim();
      blame(`${label}：${bar.dataset.must}`, lacks);
      return false;
    },
    kept() { begun.delete(form.getAttribute("action"));  dialog.close(); },
    shown(waiting) {
      document.querySelectorAll("[data-unsent]").forEach((tag) => {
        const door = tag.closest("a"), silent = door.querySelector("[data-silent]");
        tag.hidden = !waiting.some((entry) => entry.url === door.getAttribute("href"));
        if (silent) silent.hidden = !tag.hidden;
      });
    },
    arrived(entry) {
      const door = document.querySelector(`a[data-door][href="${CSS.escape(entry.url)}"]`);
      if (!door) return;
      door.querySelector("[data-arrived]").hidden = false;
      door.querySelector("[data-silent]")?.remove();
    },
    reopen(entry) { open(entry.url, entry.title, false); },
    reopened(entry) { again();  blame(entry.refused); },
  });
  document.addEventListener("click", (event) => {
    const door = event.target.closest("a[data-door]");
    if (door && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open(door.getAttribute("href"), door.dataset.door, !door.querySelector("[data-arrived]").hidden);
    }
    if (event.target.closest("[data-close]")) {
      begun.set(form.getAttribute("action"), box.filled());
      dialog.close();
    }
  });
  dialog.addEventListener("close", () => { delete form.dataset.instead; });
  box.look();
})();
