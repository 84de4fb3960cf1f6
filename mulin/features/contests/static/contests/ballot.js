/* Count the ticks while a neighbour chooses; the server counts again. */
(() => {
  "use strict";
  const ticks = document.querySelector("[data-most]");
  if (!ticks) return;
  const most = Number(ticks.dataset.most);
  const boxes = [...document.querySelectorAll(".ballot__box")];
  const count = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    ticks.querySelector("[data-sum]").hidden = false;
    ticks.querySelector("[data-ticked]").textContent = ticked;
    ticks.dataset.state = ticked > most ? "over" : "ok";
    for (const box of boxes) {
      const item = box.closest(".ballot__item");
      const full = ticked >= most && !box.checked;
      box.disabled = full;
      item.dataset.state = box.checked ? "on" : full ? "over" : "off";
      item.querySelector(".ballot__why").hidden = !full;
    }
  };
  document.addEventListener("change", count);
  window.addEventListener("pageshow", count);
})();
