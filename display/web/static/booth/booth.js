/**
 * For the interpreters: who speaks, in which language, how long, who is next and in which
 * language, and one button. Chair and secretary may look, too.
 *
 * @import { Moment } from "../base/phase.js"
 * @import { Entry, State } from "../base/types.js"
 * @import { Store } from "../link/store.js"
 */
import { t } from "../base/i18n.js";
import { nameOf } from "../base/names.js";
import { floorText, speakerText, stoppedText } from "../base/words.js";
import { FloorSpoken } from "../clock/floor-spoken.js";
import { LinkNotice } from "../clock/link-notice.js";
import { PhaseBadge } from "../clock/phase-badge.js";
import { RoomClock } from "../clock/room-clock.js";
import { TimeBar } from "../clock/time-bar.js";
import { TimeDigits } from "../clock/time-digits.js";
import { h, need, setAttr, setText, show } from "../kit/dom.js";
import { LanguageSwitch } from "../kit/language-switch.js";
import { LinkBadge } from "../kit/link-badge.js";
import { partsOf, startPage } from "../kit/page.js";
import { stayAwake } from "../kit/wake.js";
import { Commands } from "../link/commands.js";
import { isOld } from "../link/link-look.js";
import { signIn } from "../link/session.js";
import { languageName } from "./languages.js";
import { SlowerButton } from "./slower-button.js";

const MOST = 5;
const ROLES = ["booth", "chair", "secretary"];

const elements = {
  spoken: FloorSpoken,
  language: LanguageSwitch,
  link: LinkBadge,
  notice: LinkNotice,
  phase: PhaseBadge,
  clock: RoomClock,
  slower: SlowerButton,
  bar: TimeBar,
  time: TimeDigits,
};
const parts = partsOf(elements);

/** @param {string|undefined} stated */
function languageText(stated) {
  const language = languageName(stated);
  return language ? t("booth.language", { language }) : t("booth.language.none");
}

/** @param {State} state */
const shownFloor = ({ floor, meeting }) => (meeting.suspended || meeting.closed ? null : floor);

/** @param {Store} store */
function render(store) {
  parts.link.draw(store);
  parts.slower.render();
  const { state } = store;
  const inside = ROLES.includes(state?.role ?? "");
  show(need("#booth"), inside);
  show(need("#sign-in"), state !== null && !inside);
  if (!state || !inside) return;
  const floor = shownFloor(state);
  setText(need("#symbol"), state.meeting.symbol);
  show(need("#rehearsal"), state.meeting.rehearsal);
  setAttr(need("#booth"), "data-floor", floor ? "held" : "empty");
  setText(need("#delegation"), floor ? nameOf(floor) : floorText(state, store.wall()));
  setText(need("#speaker"), floor ? speakerText(floor) : "");
  setText(need("#spoken-language"), floor ? languageText(floor.language) : "");
  show(need("#now"), floor !== null);
  renderNext(stoppedText(state.meeting, null) && state.meeting.closed ? [] : state.next.slice(0, MOST));
  parts.spoken.render(store);
}

/** @param {Entry[]} next */
function renderNext(next) {
  show(need("#following"), next.length > 0);
  const rows = need("#next");
  // A list that states no language is not said to state none on each line.
  const missing = next.some((row) => row.language) ? t("booth.language.none") : "";
  while (rows.children.length > next.length) rows.lastElementChild?.remove();
  for (const [i, row] of next.entries()) {
    const line =
      rows.children[i] ??
      rows.appendChild(
        h("li", {}, h("span", { class: "next-name", dir: "auto" }), h("span", { class: "next-language" })),
      );
    setText(need(".next-name", line), nameOf(row));
    setText(need(".next-language", line), languageName(row.language) || missing);
    setAttr(need(".next-language", line), "data-none", !row.language);
  }
}

/**
 * @param {Store} store
 * @param {Moment|null} moment
 */
function frame(store, moment) {
  parts.link.draw(store);
  parts.clock.draw(store);
  parts.notice.draw(store);
  parts.slower.draw();
  setAttr(need("#booth"), "data-old", isOld(store));
  const floor = store.state && shownFloor(store.state);
  if (!floor || !moment) return;
  parts.time.draw(floor, moment);
  parts.phase.draw(moment);
  parts.bar.draw(floor, moment, store.due);
}

/** Use an invitation in the address; true if it was taken. */
async function enter() {
  const outcome = await signIn();
  const failed = outcome === "refused" || outcome === "unreachable";
  show(need("#sign-in-failed"), failed);
  if (failed) setText(need("#sign-in-failed"), t(`booth.sign-in.${outcome}`));
  return outcome === "taken";
}

startPage({
  elements,
  prepare: async (store) => {
    parts.slower.connect(store, new Commands(store));
    stayAwake(() => {});
    addEventListener("hashchange", async () => {
      if (await enter()) store.link.renew();
    });
    await enter();
  },
  render,
  frame,
  acts: true,
});
