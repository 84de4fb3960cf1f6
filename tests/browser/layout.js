/* Say what is wrong with how this page lies on this screen, one line per fault. */
({ tap }) => {
  const TOLERANCE = 1.5;
  const SMALLEST_TEXT = 12.9;
  const root = document.documentElement;
  const width = root.clientWidth;
  const faults = new Set();

  const name = (element) => {
    const block = (element.getAttribute("class") || "").split(" ")[0];
    const words = (element.innerText || element.getAttribute("aria-label") || element.name || "").trim();
    return `<${element.localName}${block && "."}${block}> “${words.replace(/\s+/g, " ").slice(0, 24)}”`;
  };
  const fault = (element, words) => faults.add(`${name(element)} ${words}`);
  const range = (from, to) => `${Math.round(from)}…${Math.round(to)}`;

  /* What nobody sees, or only screen readers. */
  const isHidden = (element, style, box) =>
    style.display === "none" || style.visibility === "hidden" || style.opacity === "0" ||
    !box.width || !box.height || (box.width <= 1 && box.height <= 1) || box.bottom + scrollY < 0;

  const scrolls = (element) => {
    for (let one = element.parentElement; one && one !== document.body; one = one.parentElement)
      if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(one).overflowX)) return true;
    return false;
  };
  const hasOwnText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue.trim());

  function place(element, style, box) {
    if (style.position === "fixed" || scrolls(element)) return;
    if (box.right > width + TOLERANCE || box.left < -TOLERANCE)
      fault(element, `leaves the screen: ${range(box.left, box.right)} of ${width}`);
  }

  function text(element, style, box) {
    if (!hasOwnText(element) || element.matches("textarea, option, title")) return;
    if (element.matches(".app-bar__name > span")) return;  // ends in … on purpose
    if (parseFloat(style.fontSize) < SMALLEST_TEXT && !element.closest(".sheet"))
      fault(element, `is too small to read: ${style.fontSize}`);
    if (style.display === "inline") return;
    if (style.overflowX !== "visible" && element.scrollWidth > element.clientWidth + TOLERANCE)
      fault(element, `is cut off: ${element.scrollWidth} in ${element.clientWidth}`);
    const isClamped = /\d/.test(style.webkitLineClamp);
    if (style.overflowY === "hidden" && !isClamped && element.scrollHeight > element.clientHeight + 3)
      fault(element, `is cut off below: ${element.scrollHeight} in ${element.clientHeight}`);
    const words = document.createRange();
    words.selectNodeContents(element);
    const line = words.getBoundingClientRect();
    if (!element.children.length && !scrolls(element) && (line.right > box.right + 2 || line.left < box.left - 2))
      fault(element, `is wider than its box: ${Math.round(line.width)} in ${Math.round(box.width)}`);
  }

  /* A link inside a sentence may be as small as the sentence (WCAG 2.5.8). */
  const isInSentence = (element, style) =>
    element.localName === "a" && style.display === "inline" && hasOwnText(element.parentElement);

  function target(element, style, box) {
    if (!tap || !element.matches("a[href], button, input:not([type=hidden]), select, textarea, summary")) return;
    if (isInSentence(element, style) || element.closest(".sheet, .table__check")) return;
    const after = getComputedStyle(element, "::after");
    if (after.content !== "none" && after.position === "absolute") return;
    const label = element.closest("label") || (element.matches("[type=checkbox], [type=radio]") && element.labels[0]);
    const { width: w, height: h } = label ? label.getBoundingClientRect() : box;
    if (w < tap - 0.5 || h < tap - 0.5)
      fault(element, `is hard to hit: ${Math.round(w)}×${Math.round(h)}, wants ${tap}`);
  }

  if (root.scrollWidth > width + 1) faults.add(`the page scrolls sideways: ${root.scrollWidth} in ${width}`);
  for (const element of document.querySelectorAll("body *")) {
    if (element.closest("svg, template, script") && element.localName !== "svg") continue;
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    if (isHidden(element, style, box) || element.closest("[hidden]")) continue;
    place(element, style, box);
    text(element, style, box);
    target(element, style, box);
    if (element.localName === "img" && element.complete && !element.naturalWidth)
      fault(element, `is a picture that did not load: ${element.src}`);
  }
  const heads = [...document.querySelectorAll("h1")].filter((head) => head.getClientRects().length);
  if (heads.length !== 1) faults.add(`the page has ${heads.length} h1`);
  if (/^\s*(·|$)/.test(document.title)) faults.add(`the page has no title: “${document.title}”`);
  return [...faults];
}
