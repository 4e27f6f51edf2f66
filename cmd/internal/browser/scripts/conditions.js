/**
 * What a person can see of an element, or of the page, as a test asks for it.
 *
 * @typedef {object} Condition
 * @property {string} is one of the kinds below
 * @property {string} [at] the element's selector
 * @property {string} [name] of an attribute
 * @property {unknown} [value]
 * @property {Condition[]} [of] the alternatives
 * @property {boolean} [not]
 */

/** @type {Record<string, (c: Condition) => boolean>} */
const PAGE = {
  location: (c) => location.origin === c.name && location.pathname === c.value,
  asks: (c) => new URLSearchParams(location.search).has(String(c.name)),
  // The styles of a size may take longer to follow than the window.
  high: (c) => innerHeight === c.value && matchMedia(`(width: ${innerWidth}px) and (height: ${innerHeight}px)`).matches,
  // What was kept is forgotten when a page is loaded anew.
  watched: () => "kept" in window,
  left: (c) => {
    const [minutes, seconds] = document.querySelector("#time")?.textContent?.trim().split(":") ?? [];
    const { least, most } = /** @type {{least: number, most: number}} */ (c.value);
    const left = 60 * Number(minutes) + Number(seconds);
    return left > least && left <= most;
  },
  focusInView: () => {
    const r = document.activeElement?.getBoundingClientRect();
    return r !== undefined && r.top >= 0 && r.bottom <= innerHeight;
  },
  loaded: () => document.readyState === "complete",
  titled: () => document.title !== "",
  seen: () => document.visibilityState === "visible",
  hasAxe: () => "axe" in window,
  // Nothing is half faded.
  quiet: () =>
    document.getAnimations().every((a) => a.playState !== "running" || a.effect?.getTiming().iterations === Infinity),
};

/** @type {Record<string, (e: any, c: Condition) => boolean>} */
const KINDS = {
  there: (e) => Boolean(e),
  shown: (e) => e?.getClientRects().length > 0,
  hidden: (e) => e.getClientRects().length === 0,
  attribute: (e, c) => e.getAttribute(c.name) === c.value,
  attributeBegins: (e, c) => e.getAttribute(c.name)?.startsWith(c.value),
  text: (e, c) => e.textContent.trim() === c.value,
  says: (e, c) => e.innerText.trim() === c.value,
  begins: (e, c) => e.innerText.trim().startsWith(c.value),
  contains: (e, c) => e.textContent.includes(c.value),
  mentions: (e, c) => e.innerText.includes(c.value),
  disabled: (e) => e.disabled,
  tappable: (e) =>
    !e.disabled && !e.closest('[data-settled="false"]') && e.ariaBusy !== "true" && e.getClientRects().length > 0,
  enabled: (e) => e.disabled === false,
  // A button that has just got another meaning takes no second tap for a moment.
  settled: (e) => e.dataset.settled === "true" && e.ariaBusy !== "true",
  checked: (e) => e.checked,
  value: (e, c) => e.value === c.value,
  focused: (e) => e === document.activeElement,
  takesFocus: (e) => {
    e.focus();
    return e === document.activeElement;
  },
  holdsFocus: (e) => e.contains(document.activeElement),
  visible: (e) => e.checkVisibility({ visibilityProperty: true }),
  fits: (e) => e.scrollWidth <= e.clientWidth,
  scrolledOut: (e) => e.scrollTop + e.clientHeight >= e.scrollHeight - 1,
  inPane: (e) => {
    const [line, pane] = [e, e.closest(".list-pane")].map((one) => one.getBoundingClientRect());
    return line.height > 0 && line.top >= pane.top - 1 && line.bottom <= pane.bottom + 1;
  },
  holdsSome: (e) => e.children.length > 0,
  above: (e, c) => Number(e.getAttribute(c.name)) > Number(c.value),
  transparent: (e) => getComputedStyle(e).opacity === "0",
};

/**
 * What is asked of all that is like an element at once.
 *
 * @type {Record<string, (all: any[], c: Condition) => boolean>}
 */
const ALL = {
  many: (all, c) => all.length === c.value,
  fewer: (all, c) => all.length < Number(c.value),
  undrawn: (all) => all.some((e) => !e.complete || e.naturalWidth === 0),
};

/**
 * One of what was kept (watch.js) is as it is to be.
 * @param {Condition} c
 */
function kept(c) {
  const { is, begins = "", ends = "", has = "" } = /** @type {Record<string, string>} */ (c.value);
  const list = /** @type {any} */ (window).kept?.[String(c.name)] ?? [];
  if (typeof c.value === "number") return list.length >= c.value;
  return list.some((/** @type {string} */ one) =>
    is === undefined ? one.startsWith(begins) && one.endsWith(ends) && one.includes(has) : one === is,
  );
}

/**
 * Of what is not there nothing holds, nor does its contrary, or a name that is misspelt
 * would pass for what is not so. Only whether it is there, and whether it is shown, may be
 * asked of it.
 * @param {Condition} c
 * @returns {boolean}
 */
function holds(c) {
  const not = Boolean(c.not);
  if (c.is === "any") return Boolean(c.of?.some(holds)) !== not;
  if (c.is === "kept") return kept(c) !== not;
  const at = c.at ?? "";
  const page = PAGE[c.is];
  const all = ALL[c.is];
  const one = KINDS[c.is];
  if (page) return page(c) !== not;
  if (all) return all([...document.querySelectorAll(at)], c) !== not;
  if (!one) throw new Error(`nothing can be ${c.is}`); // its contrary would always hold
  const e = document.querySelector(at);
  if (!e && c.is !== "there" && c.is !== "shown") return false;
  return Boolean(one(e, c)) !== not;
}

/**
 * Wait until all conditions hold; false where they do not in time.
 * @param {number} patience in milliseconds
 * @param {Condition[]} conditions
 * @returns {Promise<boolean>}
 */
export async function conditions(patience, conditions) {
  const began = performance.now();
  while (!conditions.every(holds)) {
    const waited = performance.now() - began;
    if (waited > patience) return false;
    // What has not come at once is looked for less often: to look costs the page as much as to be.
    await new Promise((again) => setTimeout(again, waited < 300 ? 16 : 50));
  }
  return true;
}
