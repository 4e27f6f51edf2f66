/**
 * The document is written only where something changed: a frame that changes
 * nothing costs nothing, and a finger never loses the button under it.
 */

/** @typedef {Record<string, string|number|boolean|null|undefined>} Attrs */

/**
 * Build an element.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Attrs} [attrs]
 * @param {...(Node|string|null)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attrs = {}, ...children) {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(attrs)) setAttr(el, name, value);
  el.append(...children.filter((c) => c !== null));
  return el;
}

/**
 * @param {Element} el
 * @param {string} text
 */
export function setText(el, text) {
  if (el.textContent !== text) el.textContent = text;
}

/**
 * @param {Element} el
 * @param {string} name
 * @param {string|number|boolean|null|undefined} value false and null take it away
 */
export function setAttr(el, name, value) {
  if (value === false || value === null || value === undefined) {
    if (el.hasAttribute(name)) el.removeAttribute(name);
    return;
  }
  const text = value === true ? "" : String(value);
  if (el.getAttribute(name) !== text) el.setAttribute(name, text);
}

/**
 * Write the second sentence of a refusal, in the language that it is in.
 * @param {Element} el
 * @param {string} text
 * @param {boolean} foreign
 */
export function setReason(el, text, foreign) {
  setText(el, text);
  setAttr(el, "lang", foreign ? "en" : null);
  setAttr(el, "dir", foreign ? "ltr" : null);
}

/**
 * @param {HTMLElement} el
 * @param {boolean} visible
 */
export function show(el, visible) {
  if (el.hidden === visible) el.hidden = !visible;
}

/**
 * @param {HTMLElement} el
 * @param {string} name a custom property
 * @param {string} value
 */
export function setVar(el, name, value) {
  if (el.style.getPropertyValue(name) !== value) el.style.setProperty(name, value);
}

/**
 * Find what the page's own HTML or an element's own build promises to hold.
 * @template {Element} [T=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {T}
 */
export function need(selector, root = document) {
  const el = root.querySelector(selector);
  if (!el) throw new Error(`nothing matches ${selector}`);
  return /** @type {T} */ (/** @type {unknown} */ (el));
}

/**
 * Change what the page shows, and keep the keyboard's place: where the control that
 * has the focus goes away or is no longer possible, another one has it then.
 * @param {Element} part what holds the control
 * @param {() => void} change
 * @param {() => Element|null|undefined} heir
 */
export function keepFocus(part, change, heir) {
  const held = part.contains(document.activeElement);
  change();
  const now = document.activeElement;
  if (!held || (now && part.contains(now) && now.getClientRects().length > 0 && !now.matches(":disabled"))) return;
  const next = heir();
  if (next instanceof HTMLElement) next.focus({ preventScroll: true });
}

/**
 * Allow a control, or say why it is not possible now.
 * @param {HTMLButtonElement} button
 * @param {string} why empty when it is possible
 */
export function allow(button, why) {
  if (button.disabled !== (why !== "")) button.disabled = why !== "";
  setAttr(button, "title", why || null);
  setAttr(button, "aria-description", why || null);
}
