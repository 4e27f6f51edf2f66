/**
 * Click a button twice at once, and a third time when it has just got another meaning.
 * @param {string} selector
 */
export function thrice(selector) {
  const button = /** @type {HTMLButtonElement} */ (document.querySelector(selector));
  const again = new MutationObserver(() => {
    again.disconnect();
    button.click();
    button.dataset.third = "";
  });
  again.observe(button, { attributes: true, attributeFilter: ["data-do"] });
  button.click();
  button.click();
}
