/**
 * A button that sends something: it is busy until the answer is here, so that
 * two taps are one.
 */
import { h, setAttr } from "./dom.js";
import { icon } from "./icons.js";

/**
 * @param {string} id
 * @param {string} shape an icon's name; empty for none
 * @param {string} text
 * @param {() => Promise<unknown>|void} act
 * @param {string} [look] further classes
 * @returns {HTMLButtonElement}
 */
export function actButton(id, shape, text, act, look = "") {
  const label = h("span", { class: "button-text" }, text);
  const button = h("button", { type: "button", class: `button ${look}`.trim() }, label);
  if (id) button.id = id;
  if (shape) button.prepend(icon(shape));
  button.addEventListener("click", () => once(button, act));
  return button;
}

/**
 * Run `act` unless it still runs for this button.
 * @param {HTMLButtonElement} button
 * @param {() => Promise<unknown>|void} act
 */
export async function once(button, act) {
  if (button.getAttribute("aria-busy") === "true") return;
  setAttr(button, "aria-busy", "true");
  try {
    await act();
  } finally {
    setAttr(button, "aria-busy", null);
  }
}
