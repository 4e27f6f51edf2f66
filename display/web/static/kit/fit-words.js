/**
 * Long words. A text that has as many lines as it needs, or as its style shows of it, is
 * set as large as its style asks, and smaller only so that no word is broken.
 */

/** What is smaller nobody reads: such a word is broken after all. */
const SMALLEST = 0.5;

/** Letters do not become smaller quite evenly. */
const SLACK = 0.98;

/** @type {WeakMap<HTMLElement, string>} */
const fitted = new WeakMap();

/**
 * Fit the words of `el`, whose style multiplies its font size by --fit, into its width.
 * Nothing is measured while neither the text nor the width changed.
 * @param {HTMLElement} el
 */
export function fitWords(el) {
  const key = `${document.documentElement.lang}:${el.clientWidth}:${el.textContent}`;
  if (fitted.get(el) === key) return;
  fitted.set(el, key);
  const { style } = el;
  style.setProperty("--fit", "1");
  if (getComputedStyle(el).whiteSpace === "nowrap") return;
  const width = el.getBoundingClientRect().width;
  style.overflowWrap = "normal";
  style.inlineSize = "min-content"; // the widest word
  const widest = el.getBoundingClientRect().width;
  style.overflowWrap = style.inlineSize = "";
  if (widest > width) style.setProperty("--fit", Math.max(SMALLEST, (SLACK * width) / widest).toFixed(3));
}

/**
 * Fit again whenever a width changes.
 * @param {...HTMLElement} els
 */
export function keepWords(...els) {
  const observer = new ResizeObserver((entries) => {
    for (const entry of entries) fitWords(/** @type {HTMLElement} */ (entry.target));
  });
  for (const el of els) observer.observe(el);
}
