/**
 * The record is written by the controller, in the language that the address asks for.
 * Which one was chosen on this device only the device knows: without one in the address
 * the page is asked for in that one.
 */
import { askedLanguage, chosenLanguage, languageAddress } from "../base/i18n.js";

const chosen = chosenLanguage();
if (!askedLanguage() && chosen && chosen !== document.documentElement.dataset.language) {
  location.replace(languageAddress(chosen));
}

// What is wider than the screen is scrolled by a finger, and so by the keyboard too.
for (const wide of document.querySelectorAll(".record-wide")) {
  if (wide.scrollWidth <= wide.clientWidth) continue;
  wide.setAttribute("tabindex", "0");
  wide.setAttribute("role", "group");
}

document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
document.documentElement.dataset.ready = "1"; // all is written
// From the console it can be printed with one tap.
if (location.hash === "#print") addEventListener("load", () => window.print());
