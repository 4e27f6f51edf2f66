/**
 * Keep what a page shows from now on, for whoever looks late: the phases of its statement,
 * what its collar light does, what is spoken to those who do not see, which lines take no
 * tap for they have just moved, and how often the digits changed.
 *
 * @typedef {Record<"phases"|"lights"|"spoken"|"moved"|"digits", string[]>} Kept
 */
export function watch() {
  /** @type {Kept} */
  const kept = { phases: [], lights: [], spoken: [], moved: [], digits: [] };
  Object.assign(window, { kept });
  const phase = /** @type {HTMLElement|null} */ (document.querySelector("#phase"));
  const light = /** @type {HTMLElement|null} */ (document.querySelector("#collar"));
  const rows = document.querySelector("#rows");
  /** @type {(list: string[], now: string) => void} */
  const keep = (list, now) => {
    if (now !== list.at(-1)) list.push(now);
  };
  /** @type {(e: Element|null, look: MutationCallback, more?: MutationObserverInit) => void} */
  const each = (e, look, more) => {
    if (e) new MutationObserver(look).observe(e, { attributes: true, ...more });
  };
  each(phase, () => keep(kept.phases, `${phase?.dataset.phase}${phase?.hasAttribute("data-paused") ? "-paused" : ""}`));
  each(light, () => keep(kept.lights, `${light?.dataset.signal}-${light?.dataset.lit}`));
  each(
    rows,
    (all) => {
      for (const { target } of all) {
        const e = /** @type {HTMLElement} */ (target);
        if (e.dataset.settled === "false")
          kept.moved.push(e.closest(/** @type {"li"} */ (".row"))?.dataset.entry ?? "");
      }
    },
    { subtree: true, attributeFilter: ["data-settled"] },
  );
  new MutationObserver((all) => {
    for (const { target } of all) {
      const e = target instanceof Element ? target : target.parentElement;
      const live = e?.closest("[aria-live], [role=status], [role=alert], [role=log]");
      if (e?.closest("#time")) kept.digits.push(e.textContent ?? "");
      else if (live && live.getAttribute("aria-live") !== "off") kept.spoken.push(`${place(live)}: ${e?.textContent}`);
    }
  }).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
  });
}

/**
 * Where something is said: by an id, or by the name of a component.
 * @param {Element} e
 * @returns {string}
 */
function place(e) {
  if (e.id || e.localName.includes("-") || !e.parentElement) return e.id || e.tagName;
  return place(e.parentElement);
}
