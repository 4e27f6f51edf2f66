/**
 * Click a button in the moment in which it is not busy any more.
 * @param {string} selector
 */
export function clickWhenFree(selector) {
  const button = /** @type {HTMLButtonElement} */ (document.querySelector(selector));
  const free = new MutationObserver(() => {
    if (button.ariaBusy === "true") return;
    free.disconnect();
    button.click();
    button.dataset.clicked = "";
  });
  free.observe(button, { attributes: true, attributeFilter: ["aria-busy"] });
}
