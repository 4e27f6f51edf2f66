/** How a tablet is told to trust this controller. */
import { need, setAttr, show } from "../kit/dom.js";
import { LanguageSwitch } from "../kit/language-switch.js";
import { LinkBadge } from "../kit/link-badge.js";
import { partsOf, startPage } from "../kit/page.js";
import { fingerprint } from "../link/session.js";

const elements = { language: LanguageSwitch, link: LinkBadge };
const parts = partsOf(elements);

async function compare() {
  const print = await fingerprint();
  if (print === null) return;
  const has = print !== "";
  // It may be broken after each pair, and nowhere else; what is copied is the same.
  need("#fingerprint").replaceChildren(...pairs(print));
  show(need("#fingerprint"), has);
  show(need("#certificate"), has);
  show(need("#none"), !has);
}

/**
 * @param {string} print
 * @returns {(string|Node)[]}
 */
function pairs(print) {
  return print.split(":").flatMap((pair, i) => (i === 0 ? [pair] : [":", document.createElement("wbr"), pair]));
}

/** Where the console is: behind another door than the public's. */
async function lead() {
  try {
    const answer = await fetch("/api/v1/lobby", { cache: "no-store" });
    if (!answer.ok) return;
    const { console: there } = await answer.json();
    if (there) setAttr(need("#open-console"), "href", there);
    show(need("#open-console"), Boolean(there) || location.protocol === "https:");
  } catch {
    // The link's badge says that the controller is not there.
  }
}

startPage({
  elements,
  prepare: () => {
    void compare();
    void lead();
  },
  render: (store) => parts.link.draw(store),
  frame: (store) => parts.link.draw(store),
});
