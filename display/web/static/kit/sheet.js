/**
 * A sheet: a dialog with a heading that is left by its button, by Escape or by
 * a tap beside it. The browser gives the focus back to where it came from.
 */
import { t } from "../base/i18n.js";
import { actButton } from "./act-button.js";
import { h } from "./dom.js";

/**
 * @param {string} name
 * @param {string} heading
 * @param {...HTMLElement} content
 */
export function buildSheet(name, heading, ...content) {
  /** @type {HTMLDialogElement} */
  const dialog = h(
    "dialog",
    { class: "dialog sheet", id: name, "aria-labelledby": `${name}-heading` },
    h(
      "div",
      { class: "sheet-head" },
      h("h2", { id: `${name}-heading` }, heading),
      actButton(`${name}-close`, "withdrawn", t("do.close"), () => dialog.close(), "quiet"),
    ),
    ...content,
  );
  leaveBeside(dialog);
  return dialog;
}

/** @param {HTMLDialogElement} dialog */
export function openSheet(dialog) {
  if (dialog.open) return;
  dialog.showModal();
  dialog.scrollTop = 0;
}

/**
 * A tap beside a dialog leaves it; one on its own edge does not.
 * @param {HTMLDialogElement} dialog
 */
export function leaveBeside(dialog) {
  dialog.addEventListener("click", (e) => {
    if (e.target !== dialog) return;
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    const within = e.clientX >= left && e.clientX <= right && e.clientY >= top && e.clientY <= bottom;
    if (!within) dialog.close();
  });
}
