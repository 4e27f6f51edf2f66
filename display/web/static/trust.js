/** How a tablet is told to trust this controller. */
import { need, setText, show } from "./dom.js";
import { LanguageSwitch } from "./language-switch.js";
import { LinkBadge } from "./link-badge.js";
import { startPage } from "./page.js";

/** @type {LinkBadge} */
const link = need("link-badge");

async function compare() {
  /** @type {{fingerprint: string}} */
  let trust = { fingerprint: "" };
  try {
    const answer = await fetch("/api/v1/trust", { cache: "no-store" });
    if (answer.ok) trust = await answer.json();
  } catch {
    return; // the link's badge says that the controller is not there
  }
  const has = trust.fingerprint !== "";
  setText(need("#fingerprint"), trust.fingerprint);
  show(need("#fingerprint"), has);
  show(need("#certificate"), has);
  show(need("#none"), !has);
}

startPage({
  elements: { "language-switch": LanguageSwitch, "link-badge": LinkBadge },
  prepare: () => {
    void compare();
  },
  render: (store) => link.draw(store),
  frame: (store) => link.draw(store),
});
