/**
 * Long names. The text of an element is set as large as its style asks, and
 * scaled down in small steps only while it does not fit its own box.
 */

const STEP = 0.94;
const SMALLEST = 0.3;

/** @type {WeakMap<HTMLElement, {key: string, scale: number}>} */
const fitted = new WeakMap();

/**
 * Fit `el`, whose style multiplies its font size by --fit, into its own box.
 * Nothing is measured while neither the text nor the box changed.
 * @param {HTMLElement} el
 * @returns {number} by how much it is scaled down, 1 where it is not
 */
export function fit(el) {
  const before = fitted.get(el);
  if (before?.key === keyOf(el)) return before.scale;
  let scale = 1;
  el.style.setProperty("--fit", "1");
  while (scale > SMALLEST && overflows(el)) {
    scale *= STEP;
    el.style.setProperty("--fit", scale.toFixed(3));
  }
  fitted.set(el, { key: keyOf(el), scale });
  return scale;
}

/**
 * What the size depends on: the box, the text, and how letters look.
 * @param {HTMLElement} el
 */
function keyOf(el) {
  const { lang, dataset } = document.documentElement;
  return `${el.clientWidth}x${el.clientHeight}:${lang}:${dataset.theme ?? ""}:${el.textContent}`;
}

/**
 * Tight lines reach a little over their box at top and bottom; that is no
 * reason to shrink, another line is.
 * @param {HTMLElement} el
 */
function overflows(el) {
  const slack = parseFloat(getComputedStyle(el).fontSize) * 0.15;
  return el.scrollHeight > el.clientHeight + slack || el.scrollWidth > el.clientWidth + 1;
}

/**
 * Fit again whenever a box changes size.
 * @param {...HTMLElement} els
 */
export function keepFitted(...els) {
  const observer = new ResizeObserver((entries) => {
    for (const entry of entries) fit(/** @type {HTMLElement} */ (entry.target));
  });
  for (const el of els) observer.observe(el);
}
