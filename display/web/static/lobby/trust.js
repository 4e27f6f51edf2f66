/** How a tablet is told to trust this controller. */
import { need, setText, show } from "../kit/dom.js";
import { LanguageSwitch } from "../kit/language-switch.js";
import { LinkBadge } from "../kit/link-badge.js";
import { startPage } from "../kit/page.js";
import { fingerprint } from "../link/session.js";

/** @type {LinkBadge} */
const link = need("link-badge");

async function compare() {
  const print = await fingerprint();
  if (print === null) return;
  const has = print !== "";
  setText(need("#fingerprint"), print);
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
