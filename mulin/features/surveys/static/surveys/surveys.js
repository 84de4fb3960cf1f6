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
