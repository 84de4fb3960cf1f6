/* Ask the server now and then, which knows the hour; let the time left run on in between. */
(() => {
  "use strict";
  if (!document.querySelector("[data-stage]")) return;
  const again = () => window.location.reload();
  const asking = setTimeout(again, 30_000);
  const clock = document.querySelector("[data-seconds]");
  const over = clock ? Date.now() + Number(clock.dataset.seconds) * 1000 : 0;
  const two = (number) => String(number).padStart(2, "0");
  const show = () => {
    const left = Math.max(0, Math.round((over - Date.now()) / 1000));
    clock.textContent = `${two(Math.floor(left / 60))}:${two(left % 60)}`;
    clock.dataset.state = left <= 60 ? "soon" : "running";
    if (left === 0) again();
  };
  const ticking = clock ? setInterval(show, 1000) : 0;
  window.addEventListener("pagehide", () => {
    clearTimeout(asking);
    clearInterval(ticking);
  });
})();
