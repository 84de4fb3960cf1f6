/* Show while a neighbour fills in a ballot what is left; the server checks again. */
(() => {
  "use strict";
  const head = document.querySelector("[data-ballot]");
  if (!head) return;
  const kind = head.dataset.ballot;
  const limit = { at_most: Number(head.dataset.most), exactly: Number(head.dataset.most) }[kind] || Infinity;
  const budget = Number(head.dataset.budget);
  const left = head.querySelector("[data-left]");
  const bar = head.querySelector("[data-bar]");
  const items = [...document.querySelectorAll(".ballot__item")];
  const boxOf = (item) => item.querySelector(".ballot__box");
  const yuan = (cents) => (cents / 100).toLocaleString("en", { maximumFractionDigits: 2 });
  const mark = (item, state) => {
    item.dataset.state = state;
    boxOf(item).disabled = state === "over";
    item.querySelector(".ballot__why").hidden = state !== "over";
  };
  const draw = (ticked) => {
    bar.hidden = false;
    bar.replaceChildren(
      ...ticked.map((item) => {
        const part = document.createElement("span");
        part.className = "knapsack__seg";
        part.style.setProperty("--v", (100 * item.dataset.cost) / budget);
        part.textContent = item.dataset.number;
        return part;
      }),
    );
  };
  const count = () => {
    head.querySelector("[data-sum]").hidden = false;
    if (kind === "points" || kind === "ranking") {
      const typed = items.map((item) => item.querySelector(".ballot__number"));
      items.forEach((item, at) => (item.dataset.state = typed[at].value ? "on" : "off"));
      const sum = typed.reduce((so_far, field) => so_far + (Number(field.value) || 0), 0);
      const rest = Number(head.dataset.points) - sum;
      left.textContent = kind === "points" ? rest : typed.filter((field) => field.value).length;
      head.dataset.state = kind === "points" && rest < 0 ? "over" : "ok";
      return;
    }
    const ticked = items.filter((item) => boxOf(item).checked);
    const spent = ticked.reduce((sum, item) => sum + Number(item.dataset.cost), 0);
    const split = items.some((item) => item.dataset.envelope);
    const isFull = (item) =>
      kind === "knapsack" && !split ? spent + Number(item.dataset.cost) > budget : ticked.length >= limit;
    for (const item of items) mark(item, boxOf(item).checked ? "on" : isFull(item) ? "over" : "off");
    left.textContent = kind === "knapsack" ? yuan(budget - spent) : ticked.length;
    if (bar && budget) draw(ticked);
    head.dataset.state = ticked.length > limit || (budget && kind === "knapsack" && spent > budget) ? "over" : "ok";
  };
  document.addEventListener("input", count);
  document.addEventListener("change", count);
  window.addEventListener("pageshow", count);
})();
