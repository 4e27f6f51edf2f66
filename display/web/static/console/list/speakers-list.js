/**
 * <speakers-list>: the list of speakers and what can be done to it. Its head
 * tells how far the list is and holds the acts on the whole of it; what is done
 * with a line in the pane below becomes a command here.
 *
 * @import { Act } from "../../base/acts.js"
 * @import { Entry, Proposal, Status } from "../../base/types.js"
 * @import { Telling } from "../../kit/settle.js"
 * @import { Commands } from "../../link/commands.js"
 * @import { Store } from "../../link/store.js"
 * @import { Filter } from "./list-match.js"
 * @import { PaneActs } from "./list-pane.js"
 *
 * @typedef {object} ListActs
 * @property {(row: Entry) => Promise<unknown>} give
 * @property {() => void} inscribe
 * @property {() => void} bring asks for a file with the list
 * @property {(proposal: Proposal) => void} propose looks at one that has changed
 * @property {(text: string) => void} tell
 * @property {Telling} telling what somebody else did in the meantime
 * @property {PaneActs["note"]} note
 * @property {PaneActs["correct"]} correct
 * @property {PaneActs["really"]} really
 * @property {PaneActs["nameState"]} nameState
 * @property {PaneActs["lines"]} lines
 */
import { t } from "../../base/i18n.js";
import { countText, placeText } from "../../base/words.js";
import { actButton } from "../../kit/act-button.js";
import { Announcer } from "../../kit/announcer.js";
import { allow, h, need, setAttr, setText, show } from "../../kit/dom.js";
import { setIcon } from "../../kit/icons.js";
import { Settle } from "../../kit/settle.js";
import { linkReason } from "../../link/link-look.js";
import { countsOf } from "./list-match.js";
import { dropOf, placesOf, stepOf, waitingOf } from "./list-order.js";
import { ListPane } from "./list-pane.js";
import { ListTools } from "./list-tools.js";

export class SpeakersList extends HTMLElement {
  /**
   * @param {Store} store
   * @param {Commands} commands
   * @param {ListActs} acts
   */
  connect(store, commands, acts) {
    this.store = store;
    this.commands = commands;
    this.tell = acts.tell;
    this.count = h("p", { class: "list-count" });
    this.closed = h("p", { class: "chip list-closed" }, t("list.closed"));
    this.inscribe = actButton("inscribe", "plus", t("do.inscribe"), acts.inscribe);
    this.bring = actButton("import-open", "import", t("import.open"), acts.bring, "quiet");
    setAttr(this.bring, "aria-label", t("import.open"));
    this.proposal = actButton(
      "import-proposal",
      "import",
      "",
      () => {
        const proposal = store.state?.proposal;
        if (proposal) acts.propose(proposal);
      },
      "quiet",
    );
    this.switch = actButton("list-toggle", "lock", "", () => this.toggleList(), "quiet");
    this.settle = new Settle(acts.telling);
    this.settle.guard(this.switch);
    this.tools = new ListTools(() => this.pane?.narrow(() => this.render()));
    this.announcer = new Announcer(h("p"));
    /** @type {PaneActs} */
    const paneActs = {
      give: async (entry) => {
        const row = this.entries.find((each) => each.entry === entry);
        if (row) await acts.give(row);
      },
      move: (entry, to) => this.move(entry, to),
      drop: (held, entry, place) => this.drop(held, entry, place),
      withdraw: (entry) => this.leave("withdraw", "withdrawn", { entry }),
      absent: (entry, then) => this.leave("absent", then === "end" ? "absent" : "withdrawn", { entry, then }),
      reopen: (statement) => commands.send("reopen", { statement }),
      state: () => store.state,
      amend: (entry, fields, holds) => commands.send("amend", { entry, ...fields }, holds),
      announce: (text) => this.announcer?.say(text),
      tell: acts.tell,
      note: acts.note,
      correct: acts.correct,
      really: acts.really,
      nameState: acts.nameState,
      lines: acts.lines,
      news: () => store.news,
      telling: acts.telling,
      bring: acts.bring,
    };
    this.pane = new ListPane(store, this.tools, paneActs, need("#stage"));
    this.append(
      h(
        "div",
        { class: "list-head" },
        h("div", { class: "list-title" }, h("h2", {}, t("list.heading")), this.closed, this.count),
        this.querySelector("notices-button"),
        h("div", { class: "list-acts" }, this.inscribe, this.bring, this.switch, this.tools.toggle),
        this.proposal,
        this.tools.search,
        this.tools.segments,
      ),
      this.querySelector("forecast-line") ?? "",
      this.pane.element,
      this.announcer.element,
    );
  }

  /** All who are on the list, as it is now. */
  get entries() {
    return this.store?.state?.list ?? [];
  }

  /** Let the keyboard search, from anywhere on the console. */
  focusSearch() {
    this.tools?.focus();
  }

  /**
   * Show one kind of lines.
   * @param {Filter} name
   */
  setFilter(name) {
    this.tools?.choose(name);
  }

  /** Open the line of who speaks next. */
  openNext() {
    this.pane?.openNext();
  }

  /**
   * Show what was just inscribed.
   * @param {string} entry
   */
  reveal(entry) {
    this.pane?.reveal(entry);
  }

  async toggleList() {
    const act = /** @type {Act|undefined} */ (this.switch?.dataset.do);
    const closed = () => this.store?.state?.meeting.list_closed;
    const was = closed();
    if (act) await this.commands?.send(act, {}, () => closed() === was);
  }

  /**
   * @param {string} entry
   * @param {"first"|"up"|"down"|"last"} to
   */
  async move(entry, to) {
    const move = stepOf(this.entries, entry, to);
    if (!move) return;
    const { others, own, most } = placesOf(waitingOf(this.entries), entry);
    const place = { first: 0, up: own - 1, down: own + 1, last: most }[to];
    const outcome = await this.commands?.send("move", { ...move });
    if (outcome?.ok) this.announcer?.say(placeText(others, place));
    // The row that was moved stays in view: it is the one being looked at.
    this.pane?.show(entry);
  }

  /**
   * A line waits no more.
   * @param {Act} act
   * @param {Status} status what it is then
   * @param {{entry: string, then?: string}} args
   */
  async leave(act, status, args) {
    const about = this.entries.find((row) => row.entry === args.entry)?.delegation ?? "";
    const outcome = await this.commands?.send(act, args);
    if (outcome?.ok) this.announcer?.say(t("pair", { what: t(`status.${status}`), about }));
  }

  /**
   * A line was let go over a place in the list as it was when it was lifted.
   * What is sent is checked against the list as it is now, and bound to that.
   * @param {Entry[]} held
   * @param {string} entry
   * @param {number} place
   */
  async drop(held, entry, place) {
    const { move, why } = dropOf(held, this.entries, entry, place);
    const { delegation = "" } = held.find((row) => row.entry === entry) ?? {};
    if (why === "gone") this.tell?.(t("drag.gone", { delegation }));
    if (why === "changed") this.tell?.(t("drag.changed"));
    if (!move) return false;
    const outcome = await this.commands?.send("move", { ...move });
    if (outcome?.ok) this.announcer?.say(t("drag.moved", { delegation }));
    return outcome?.ok ?? false;
  }

  render() {
    const { store, count, closed, inscribe } = this;
    if (!store?.state || !count || !closed || !inscribe) return;
    const { list, meeting } = store.state;
    const counts = countsOf(list, meeting);
    setText(count, countText(counts.waiting, counts.heard));
    show(closed, meeting.list_closed);
    const over = linkReason(store) || (meeting.closed ? t("meeting.closed") : "");
    allow(inscribe, over || (meeting.list_closed ? t("why.list-closed") : ""));
    this.settle?.mean(String(meeting.list_closed), store.news);
    if (!this.settle?.held || over) this.renderSwitch(meeting.list_closed, over);
    if (this.bring) allow(this.bring, over);
    this.tools?.render(counts);
    this.renderProposal();
    this.pane?.render();
  }

  /** At each frame. */
  draw() {
    if (this.store && this.settle?.frame(this.store.due)) this.render();
    this.pane?.frame();
  }

  /** A list that is watched has changed: nothing of it is taken unasked. */
  renderProposal() {
    const { store, proposal: button, pane } = this;
    if (!button) return;
    const proposal = store?.state?.proposal;
    const told = proposal?.refused
      ? t("import.proposal.refused", { name: proposal.name })
      : t("import.proposal", { name: proposal?.name ?? "", count: proposal?.changes ?? 0 });
    if (proposal) setText(need(".button-text", button), told);
    if (button.hidden !== !proposal) pane?.keep(() => show(button, Boolean(proposal)));
  }

  /**
   * @param {boolean} isClosed
   * @param {string} why
   */
  renderSwitch(isClosed, why) {
    const button = this.switch;
    if (!button) return;
    setAttr(button, "data-do", isClosed ? "reopen-list" : "close-list");
    setText(need(".button-text", button), isClosed ? t("do.reopen-list") : t("do.close-list"));
    setIcon(need("svg", button), isClosed ? "unlock" : "lock");
    allow(button, why);
  }
}
