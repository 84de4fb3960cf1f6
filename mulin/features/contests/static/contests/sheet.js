/* Add up the points of a score sheet while a judge writes; the server adds them again. */
(() => {
  "use strict";
  const sum = document.querySelector("output[data-sum]");
  const form = sum && document.getElementById(sum.dataset.sum);
  if (!form) return;
  const boxes = [...form.querySelectorAll('input[name^="points-"]')];
  const figure = (box) => Number(box.value.normalize("NFKC").replace("。", ".").trim());
  const add = () => {
    const tenths = boxes.reduce((whole, box) => whole + Math.round(figure(box) * 10), 0);
    sum.textContent = Number.isFinite(tenths) ? tenths / 10 : "—";
  };
  form.addEventListener("input", add);
  window.addEventListener("pageshow", add);
})();
