/** How a tablet is told to trust this controller. */
import { need, setText, show } from "../kit/dom.js";
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
  setText(need("#fingerprint"), print);
  show(need("#fingerprint"), has);
  show(need("#certificate"), has);
  show(need("#none"), !has);
}

startPage({
  elements,
  prepare: () => {
    void compare();
  },
  render: (store) => parts.link.draw(store),
  frame: (store) => parts.link.draw(store),
});
