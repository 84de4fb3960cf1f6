/* A kiosk goes back to its start by itself.  The server forgets whoever was there in any case.
   data-idle   after how many seconds without a touch    data-end   where it goes then
   data-left   how the seconds that are left are said                                        */
(() => {
  "use strict";
  const frame = document.querySelector("[data-idle]");
  const words = document.querySelector("[data-left]");
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  if (!frame) return;
  const whole = Number(frame.dataset.idle);
  let left = whole;
  const show = () => {
    words.textContent = words.dataset.left.replace("%s", left);
    words.closest("p").dataset.state = left <= 15 ? "soon" : "";
  };
  const touched = () => { left = whole;  show(); };
  for (const kind of ["pointerdown", "keydown", "wheel"]) document.addEventListener(kind, touched, { passive: true });
  setInterval(() => {
    left -= 1;
    if (left > 0) show();
    else if (left === 0) location.replace(frame.dataset.end);
  }, 1000);
  show();
})();
