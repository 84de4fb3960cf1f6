/* Return every text people can read or hear on this page that has Chinese in it. */
() => {
  const CHINESE = /[\u3400-\u9fff\u3001\u3002\uff01-\uff1f\u300a-\u3011]/;
  const SPOKEN = ["alt", "title", "aria-label", "placeholder"];
  const found = new Set();
  const add = (element, text) => {
    const words = (text || "").replace(/\s+/g, " ").trim();
    if (CHINESE.test(words) && !element.closest("[lang]:not(html):lang(zh), script, template")) found.add(words);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) add(texts.currentNode.parentElement, texts.currentNode.nodeValue);
  for (const element of document.querySelectorAll("body *"))
    for (const attribute of SPOKEN) add(element, element.getAttribute(attribute));
  add(document.documentElement, document.title);
  return [...found];
}
