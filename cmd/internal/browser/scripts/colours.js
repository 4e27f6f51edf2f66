/**
 * The colours of each text and of what stands behind it.
 * @returns {string[]}
 */
export function colours() {
  /** @type {string[]} */
  const out = [];
  for (const e of document.body.querySelectorAll("*")) {
    const own = [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent?.trim());
    if (e.getClientRects().length === 0 || !own || e.closest("language-switch, ol, ul, dialog")) continue;
    /** @type {string[]} */
    const behind = [];
    for (let p = /** @type {Element|null} */ (e); p; p = p.parentElement) {
      const s = getComputedStyle(p);
      behind.push(s.backgroundColor + s.backgroundImage.replace(/(90|270)deg/g, "") + s.opacity);
    }
    out.push(`${path(e)} ${getComputedStyle(e).color} on ${behind.join(" ")}`);
  }
  return out;
}

/**
 * @param {Element|null} e
 * @returns {string}
 */
function path(e) {
  if (!e || e === document.body) return "";
  return `${path(e.parentElement)}/${e.tagName.toLowerCase()}${e.id ? `#${e.id}` : ""}`;
}
