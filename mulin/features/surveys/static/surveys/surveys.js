/* Questions that depend on others are shown when they are asked.  Without this they are all there, and say when. */
(() => {
  "use strict";
  const chosen = (form, name) => [...form.elements]
    .filter((box) => box.name === name && (box.checked || (box.tagName === "SELECT" && box.value)))
    .map((box) => box.value);
  function unfold(form) {
    const hidden = new Set();
    form.querySelectorAll("[data-only-if]").forEach((box) => {
      const [name, choices] = box.dataset.onlyIf.split(":");
      const wanted = choices.split(",");
      const isAsked = !hidden.has(name) && chosen(form, name).some((value) => wanted.includes(value));
      const field = box.closest(".field");
      if (!field) return;
      field.hidden = !isAsked;
      if (!isAsked) hidden.add(box.name.replace(/_\d+$/, ""));
    });
  }
  document.querySelectorAll("form[data-branches]").forEach((form) => {
    const again = () => unfold(form);
    form.addEventListener("input", again);
    form.addEventListener("change", again);
    form.addEventListener("reset", () => setTimeout(again));
    again();
  });
})();
/* A tap on a plan chooses its square in the list beside it; without this the square is chosen there. */
(() => {
  "use strict";
  document.querySelectorAll(".surveys-place [data-plan]").forEach((picture) => {
    const list = picture.closest(".surveys-place").querySelector("select");
    const mark = picture.querySelector("[data-mark]");
    const letters = picture.dataset.plan, rows = Number(picture.dataset.rows);
    const step = (part, whole, many) => Math.min(Math.max(Math.floor(part / whole * many), 0), many - 1);
    function show() {
      const found = /^square:([A-J])(\d+)$/.exec(list.value);
      mark.hidden = !found;
      if (!found) return;
      mark.style.setProperty("--column", letters.indexOf(found[1]));
      mark.style.setProperty("--row", Number(found[2]) - 1);
    }
    picture.addEventListener("click", (tap) => {
      const box = picture.getBoundingClientRect();
      const column = step(tap.clientX - box.left, box.width, letters.length);
      list.value = `square:${letters[column]}${step(tap.clientY - box.top, box.height, rows) + 1}`;
      list.dispatchEvent(new Event("change", { bubbles: true }));
    });
    list.addEventListener("change", show);
    list.form?.addEventListener("input", show);
    show();
  });
})();
