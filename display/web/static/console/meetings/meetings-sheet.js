/**
 * <meetings-sheet>: the meetings that are prepared, whatever runs meanwhile: another one is
 * prepared, one is given up, one is opened.
 *
 * @import { Meetings, Prepared, State } from "../../base/types.js"
 * @import { Question } from "../../kit/ask-dialog.js"
 * @import { Commands } from "../../link/commands.js"
 * @import { Store } from "../../link/store.js"
 * @import { Bring } from "./prepare-question.js"
 */
import { t } from "../../base/i18n.js";
import { whenText } from "../../base/when.js";
import { byText } from "../../base/words.js";
import { actButton } from "../../kit/act-button.js";
import { allow, h, keepFocus, setText, show } from "../../kit/dom.js";
import { buildSheet, openSheet } from "../../kit/sheet.js";
import { linkReason, mayDo } from "../../link/link-look.js";
import { getMeetings } from "../../link/record.js";
import { nameText, rulesText } from "./meeting-words.js";
import { changeQuestion, prepareQuestion } from "./prepare-question.js";

export class MeetingsSheet extends HTMLElement {
  /**
   * @param {Store} store
   * @param {Commands} commands
   * @param {(question: Question) => void} ask
   * @param {(text: string) => void} tell
   * @param {Bring} bring
   */
  connect(store, commands, ask, tell, bring) {
    this.store = store;
    this.commands = commands;
    this.asks = ask;
    this.tell = tell;
    /** @type {string} what the lines say */
    this.shown = "";
    this.rehearsing = h("p", { class: "muted" }, t("meetings.rehearsing"));
    this.none = h("p", { class: "muted" }, t("meetings.none"));
    this.why = h("p", { class: "meetings-why", role: "status" });
    this.items = h("ol", { class: "note-lines" });
    this.add = actButton("prepare-meeting", "plus", t("meetings.prepare"), () =>
      this.ask((known, commands) => prepareQuestion(known, commands, bring)),
    );
    /** @type {HTMLButtonElement[]} */
    this.opens = [];
    /** @type {HTMLButtonElement[]} */
    this.others = [];
    this.sheet = buildSheet(
      "meetings",
      t("act.meetings"),
      this.rehearsing,
      h("div", { class: "form-acts" }, this.add),
      this.none,
      this.why,
      this.items,
    );
    this.append(this.sheet);
  }

  show() {
    if (!this.sheet) return;
    openSheet(this.sheet);
    this.render();
  }

  /**
   * Ask what the controller has to be asked for first, and come back with the answer.
   * @param {(known: Meetings, commands: Commands) => Question} question
   */
  async ask(question) {
    const known = await getMeetings();
    if (!this.commands) return;
    if (!known) {
      this.tell?.(t("why.link"));
      return;
    }
    this.sheet?.close();
    this.asks?.({ ...question(known, this.commands), done: () => this.show() });
  }

  render() {
    const { store, sheet, items, add, rehearsing, none, why } = this;
    const state = store?.state;
    if (!state || !sheet?.open || !items || !add || !rehearsing || !none || !why) return;
    const prepared = state.prepared ?? [];
    const chair = mayDo(store, "open-meeting");
    const lost = linkReason(store);
    const held = state.floor ? t("meetings.held", { delegation: state.floor.delegation }) : "";
    show(rehearsing, state.meeting.rehearsal);
    show(none, prepared.length === 0);
    show(add, mayDo(store, "prepare-meeting"));
    allow(add, lost);
    setText(why, prepared.length > 0 && chair ? held : "");
    show(why, why.textContent !== "");
    const shown = JSON.stringify([prepared, chair]);
    if (shown !== this.shown) {
      this.shown = shown;
      this.opens = [];
      this.others = [];
      const lines = prepared.map((one) => this.line(one, chair));
      keepFocus(
        sheet,
        () => items.replaceChildren(...lines),
        () => (add.hidden ? null : add),
      );
    }
    for (const button of this.opens ?? []) allow(button, lost || held);
    for (const button of this.others ?? []) allow(button, lost);
  }

  /**
   * @param {Prepared} one
   * @param {boolean} chair
   */
  line(one, chair) {
    const at = whenText(new Date(one.at), this.store?.wall() ?? null);
    const about = [
      t("meetings.lines", { count: one.lines }),
      rulesText(one.rules),
      one.zone ?? "",
      t("meetings.prepared", { when: at, by: byText(one.by) }),
    ];
    const name = h("p", {}, h("b", { dir: "auto" }, nameText(one)));
    if (one.rehearsal) name.prepend(h("span", { class: "rehearsal" }, t("rehearsal.word")), " ");
    return h(
      "li",
      { class: "note-line", "data-prepared": one.prepared },
      name,
      h("p", { class: "tile-note" }, about.filter(Boolean).join(" · ")),
      h("div", { class: "form-acts" }, ...this.acts(one, chair)),
    );
  }

  /**
   * @param {Prepared} one
   * @param {boolean} chair
   */
  acts(one, chair) {
    const about = nameText(one);
    const open = actButton("", "start", t("do.open-meeting"), () => this.open(one));
    const change = actButton(
      "",
      "amend",
      t("do.change-prepared"),
      () => this.ask((known, commands) => changeQuestion(one, known, commands)),
      "quiet",
    );
    const discard = actButton(
      "",
      "withdrawn",
      t("do.discard-prepared"),
      () => this.commands?.send("discard-prepared", { prepared: one.prepared }),
      "quiet",
    );
    open.dataset.act = "open-meeting";
    change.dataset.act = "change-prepared";
    discard.dataset.act = "discard-prepared";
    for (const button of [open, change, discard]) {
      button.setAttribute("aria-label", t("pair", { what: button.textContent ?? "", about }));
    }
    this.opens?.push(open);
    this.others?.push(change, discard);
    return chair ? [open, change, discard] : [change, discard];
  }

  /** @param {Prepared} one */
  open(one) {
    const state = this.store?.state;
    if (!state || !this.commands) return;
    this.sheet?.close();
    this.asks?.({
      ...openQuestion(one, state, this.commands),
      done: () => this.tell?.(t("meetings.opened", { meeting: nameText(one) })),
    });
  }
}

/**
 * What ends by it, and what begins.
 * @param {Prepared} one
 * @param {State} state
 * @param {Commands} commands
 * @returns {Question}
 */
function openQuestion(one, { meeting, list }, commands) {
  const count = list.filter(({ status }) => status === "waiting" || status === "absent").length;
  const words = [
    t("ask.open-meeting.ends", { meeting: nameText(meeting) }),
    count > 0 ? t("ask.open-meeting.left", { count }) : "",
    t(one.rehearsal ? "ask.open-meeting.rehearsal" : "ask.open-meeting.begins"),
  ];
  return {
    name: "open-meeting",
    heading: t("ask.open-meeting", { meeting: nameText(one) }),
    body: words.filter(Boolean).map((text) => h("p", {}, text)),
    submit: t("do.open-meeting"),
    shape: "start",
    send: () => commands.send("open-meeting", { prepared: one.prepared }),
  };
}
