/* Count the ticks while a neighbour chooses; the server counts again. */
(() => {
  "use strict";
  const tally = document.querySelector("[data-most]");
  if (!tally) return;
  const most = Number(tally.dataset.most);
  const boxes = [...document.querySelectorAll(".ballot__box")];
  const count = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    tally.querySelector("[data-tally]").hidden = false;
    tally.querySelector("[data-ticked]").textContent = ticked;
    tally.dataset.state = ticked > most ? "over" : "ok";
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
