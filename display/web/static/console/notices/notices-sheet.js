/**
 * <notices-sheet>: what there is to be known about the list, the rules and the clock:
 * doubts about the list in groups, each opened to its lines. What is put away is put away
 * on all devices, by whom is said, and it can be opened again.
 *
 * @import { DoubtGroup, Doubts, Notice, PutAway } from "../../base/types.js"
 * @import { Commands } from "../../link/commands.js"
 * @import { Store } from "../../link/store.js"
 * @import { Said } from "./notice-words.js"
 */
import { t } from "../../base/i18n.js";
import { whenText } from "../../base/when.js";
import { byText } from "../../base/words.js";
import { actButton } from "../../kit/act-button.js";
import { allow, h, keepFocus, setAttr, setText, show } from "../../kit/dom.js";
import { buildSheet, openSheet } from "../../kit/sheet.js";
import { linkReason } from "../../link/link-look.js";
import { countText, groupText, lineText, noticeText } from "./notice-words.js";

export class NoticesSheet extends HTMLElement {
  /**
   * @param {Store} store
   * @param {Commands} commands
   */
  connect(store, commands) {
    this.store = store;
    this.commands = commands;
    /** What is drawn. @type {string} */
    this.told = "";
    this.none = h("p", { class: "muted" }, t("notices.none"));
    this.items = h("div", { class: "notices" });
    this.sheet = buildSheet("notices", t("act.notices"), this.none, this.items);
    this.append(this.sheet);
  }

  show() {
    if (!this.sheet) return;
    openSheet(this.sheet);
    this.render();
  }

  render() {
    const { store, sheet, items, none } = this;
    if (!store?.state || !items || !none || !sheet?.open) return;
    const { notices = [], doubts } = store.state;
    const why = linkReason(store);
    const told = JSON.stringify([notices, doubts, why]);
    if (told === this.told) return; // what is opened stays open
    this.told = told;
    const opened = new Set([...items.querySelectorAll("details[open]")].map((one) => one.getAttribute("data-group")));
    const parts = notices.map((notice) => this.notice(notice, why));
    if (doubts) parts.unshift(this.doubts(doubts, why, opened));
    keepFocus(
      items,
      () => items.replaceChildren(...parts),
      () => sheet.querySelector("button"),
    );
    show(none, parts.length === 0);
  }

  /**
   * @param {Doubts} doubts
   * @param {string} why
   * @param {Set<string|null>} opened
   */
  doubts({ notice, file, count, groups, put_away: away }, why, opened) {
    const told = groups.reduce((sum, group) => sum + group.count, 0);
    const rest = count - told;
    return h(
      "section",
      { class: "notice", "data-notice": notice },
      h(
        "div",
        { class: "notice-head" },
        h("h3", {}, t("doubts.heading", { file }), " ", h("span", { class: "muted" }, t("doubts.count", { count }))),
        this.button(notice, away, why),
      ),
      this.away(away),
      h("p", { class: "muted" }, t("doubts.lead")),
      ...groups.map((group) => groupOf(group, opened)),
      rest > 0 ? h("p", { class: "muted" }, t("doubts.rest", { count: rest })) : null,
    );
  }

  /**
   * @param {Notice} notice
   * @param {string} why
   */
  notice(notice, why) {
    return h(
      "section",
      { class: "notice", "data-notice": notice.notice },
      h(
        "div",
        { class: "notice-head" },
        sentence(noticeText(notice)),
        this.button(notice.notice, notice.put_away, why),
      ),
      this.away(notice.put_away),
    );
  }

  /** @param {PutAway|undefined} away */
  away(away) {
    const now = this.store?.wall() ?? null;
    if (!away) return null;
    const words = { by: byText(away.by), when: whenText(new Date(away.at), now) };
    return h("p", { class: "muted" }, t("notices.away", words));
  }

  /**
   * @param {string} notice
   * @param {PutAway|undefined} away
   * @param {string} why
   */
  button(notice, away, why) {
    const again = away !== undefined;
    const text = again ? t("do.open-again") : t("do.put-away");
    const button = actButton("", again ? "reopen" : "withdrawn", text, async () => {
      await this.commands?.send("put-away", { notice, again: again || undefined });
    });
    button.dataset.act = again ? "open-again" : "put-away";
    allow(button, why);
    return button;
  }
}

/**
 * @param {DoubtGroup} group
 * @param {Set<string|null>} opened
 */
function groupOf(group, opened) {
  const name = [group.code, group.field, group.about, group.message].join();
  const said = groupText(group);
  const rest = group.count - group.lines.length;
  const details = h(
    "details",
    { class: "doubt-group", "data-group": name, "data-code": group.code || null },
    h("summary", {}, h("b", {}, countText(group)), " ", sentence(said)),
    h("ul", {}, ...group.lines.map((line) => lineOf(lineText(line, group)))),
    rest > 0 ? h("p", { class: "muted" }, t("doubts.rest", { count: rest })) : null,
  );
  setAttr(details, "open", opened.has(name));
  return details;
}

/** @param {{place: string, own: Said|null}} line */
function lineOf({ place, own }) {
  return h("li", {}, place, own ? h("span", {}, " · ", sentence(own)) : null);
}

/** @param {Said} said */
function sentence({ text, foreign }) {
  const element = h("span", { class: "notice-text", dir: foreign ? "ltr" : null, lang: foreign ? "en" : null });
  setText(element, text);
  return element;
}
