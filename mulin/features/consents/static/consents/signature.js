/* A signature written on the screen becomes the picture that the file box beside it would take.
   data-sign           a canvas to write on        data-input="id"  the file box
   data-sign-clear     a button that wipes it      data-kind="id"   a hidden box that says it was signed, not photographed
   Without this script the file box takes a photo of signed paper. */
(() => {
  "use strict";
  const start = (part) => part.querySelectorAll("[data-sign][hidden]").forEach((sign) => {
    const pad = sign.querySelector("canvas"), pen = pad.getContext("2d");
    const input = document.getElementById(sign.dataset.input);
    const kind = document.getElementById(sign.dataset.kind || "");
    if (!input || !pen || !window.DataTransfer) return;
    sign.hidden = false;
    let last = null, written = false;

    const blank = () => { pen.fillStyle = "#fff";  pen.fillRect(0, 0, pad.width, pad.height);  written = false; };
    const at = (event) => {
      const box = pad.getBoundingClientRect();
      return [(event.clientX - box.left) * pad.width / box.width, (event.clientY - box.top) * pad.height / box.height];
    };
    const wipe = () => {
      if (written) input.value = "";
      if (kind) kind.value = "";
      blank();
    };
    blank();
    pad.addEventListener("pointerdown", (event) => { event.preventDefault();  pad.setPointerCapture(event.pointerId);  last = at(event); });
    pad.addEventListener("pointermove", (event) => {
      if (!last) return;
      const next = at(event);
      pen.lineWidth = 5;
      pen.lineCap = "round";
      pen.strokeStyle = "#111";
      pen.beginPath();
      pen.moveTo(...last);
      pen.lineTo(...next);
      pen.stroke();
      last = next;
      written = true;
    });
    const keep = () => {
      if (!last) return;
      last = null;
      if (!written) return;
      // At once, not by toBlob: the form may be sent before a callback would come.
      const bytes = Uint8Array.from(atob(pad.toDataURL("image/png").split(",")[1]), (sign) => sign.charCodeAt(0));
      const carrier = new DataTransfer();
      carrier.items.add(new File([bytes], "signature.png", { type: "image/png" }));
      input.files = carrier.files;
      if (kind) kind.value = "signature";
    };
    pad.addEventListener("pointerup", keep);
    pad.addEventListener("pointercancel", keep);
    sign.querySelector("[data-sign-clear]").addEventListener("click", wipe);
    input.addEventListener("change", () => { if (kind) kind.value = "";  blank(); });
    sign.closest("form").addEventListener("reset", () => { last = null;  blank(); });
  });
  start(document);
})();
