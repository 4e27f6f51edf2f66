/**
 * What sticks out, what is cut off, what was not put into words, and what a finger cannot
 * hit.
 * @returns {string[]}
 */
export function faults() {
  const root = document.documentElement;
  const page = document.body.dataset.page ?? "";
  const screen = ["gallery", "overlay", "seat"].includes(page);
  /** @type {Set<string>} */
  const out = new Set();
  if (root.scrollWidth > innerWidth) out.add(`the page is ${root.scrollWidth} px wide`);
  if (screen && root.scrollHeight > innerHeight) out.add(`the page is ${root.scrollHeight} px high`);
  for (const e of document.body.querySelectorAll("*")) {
    if (!seen(e)) continue;
    const own = [...e.childNodes]
      .filter((n) => n.nodeType === Node.TEXT_NODE)
      .map((n) => n.textContent?.trim() ?? "")
      .join("");
    const r = e.getBoundingClientRect();
    if (/\{\w+(:[a-z-]+)?\}|^[a-z]+(\.[a-z0-9-]+)+$/.test(own)) out.add(`${named(e)} says ${own}`);
    if (own && !scrolls(e.parentElement) && outside(r, screen)) out.add(`${named(e)} sticks out: ${own}`);
    if (own && cutOff(e)) out.add(`${named(e)} is cut off: ${own}`);
    const button = own ? e.closest("button") : null;
    if (button) {
      for (const word of broken(e)) out.add(`${named(e)} breaks a word: ${word}`);
      if (wider(e, button)) out.add(`${named(e)} is wider than its button: ${own}`);
    }
    const tapped = ["chair", "when", "booth", "overflow"].includes(page) && e.matches("button, select, input, a[href]");
    // A mark is hit by its words too.
    const { width, height } =
      (e.matches("[type=checkbox], [type=radio]") && e.closest("label")?.getBoundingClientRect()) || r;
    if (tapped && Math.min(width, height) < 47.5) {
      out.add(`${named(e)} is too small for a finger: ${Math.round(width)}x${Math.round(height)} ${own}`);
    }
  }
  return [...out];
}

/** @param {Element} e */
function seen(e) {
  const visible = getComputedStyle(e).visibility === "visible";
  return e.getClientRects().length > 0 && visible && !e.closest(".hidden-words");
}

/** @param {Element} e */
function named(e) {
  const classes = [...e.classList].map((c) => `.${c}`).join("");
  return `${e.tagName.toLowerCase()}${e.id ? `#${e.id}` : ""}${classes}`;
}

/** @param {Element} e */
const shortened = (e) => {
  const style = getComputedStyle(e);
  return style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
};

/**
 * @param {Element|null} e
 * @returns {boolean}
 */
function scrolls(e) {
  return e !== null && (/(auto|scroll)/.test(getComputedStyle(e).overflow) || shortened(e) || scrolls(e.parentElement));
}

/**
 * @param {DOMRect} r
 * @param {boolean} screen one that nobody scrolls
 */
function outside(r, screen) {
  return r.left < -1 || r.right > innerWidth + 1 || (screen && (r.top < -1 || r.bottom > innerHeight + 1));
}

/** @param {Element} e */
function cutOff(e) {
  const style = getComputedStyle(e);
  const slack = parseFloat(style.fontSize) * 0.3;
  const over = e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + slack;
  return /hidden|clip/.test(style.overflowX) && !shortened(e) && over;
}

/**
 * The words that stand on more than one line, but for those that say where they may be
 * broken.
 * @param {Element} e
 */
function broken(e) {
  const inner = document.createRange();
  const most = parseFloat(getComputedStyle(e).fontSize) / 2;
  /** @type {string[]} */
  const words = [];
  for (const node of e.childNodes) {
    const text = node.nodeType === Node.TEXT_NODE ? (node.textContent ?? "") : "";
    for (const { index, 0: word } of text.matchAll(/[^\s\p{Script=Han}-]+/gu)) {
      inner.setStart(node, index);
      inner.setEnd(node, index + word.length);
      // WebKitGTK begins a word after a hyphen with nothing on the line before.
      const tops = [...inner.getClientRects()].filter((r) => r.width > 0).map((r) => r.top);
      if (!word.includes("\u00ad") && Math.max(...tops) - Math.min(...tops) > most) words.push(word);
    }
  }
  return words;
}

/**
 * @param {Element} e
 * @param {Element} button
 */
function wider(e, button) {
  const inner = document.createRange();
  inner.selectNodeContents(e);
  const text = inner.getBoundingClientRect();
  const outer = button.getBoundingClientRect();
  const ends = scrolls(e) || shortened(e);
  return !ends && (text.left < outer.left - 1 || text.right > outer.right + 1);
}
