/**
 * One machine in the table: what is wrong with it and what it can be asked for, and the
 * rest, which a tap on its name unfolds. Where the screen is narrow it is a card.
 *
 * @import { MachineNow } from "../../base/types.js"
 * @import { Trouble } from "./machine-look.js"
 * @import { Fact } from "./machine-words.js"
 */
import { t } from "../../base/i18n.js";
import { actButton } from "../../kit/act-button.js";
import { allow, h, setAttr, setText, show } from "../../kit/dom.js";
import { icon } from "../../kit/icons.js";
import { canUpdate, hasFailed, isUpdating, updateOf, wantsUpdate } from "./machine-look.js";
import { FACTS, factText, troubleText, updateText, whatText } from "./machine-words.js";

/** A shape for each, beside its words. @type {Record<Trouble, string>} */
const SHAPES = {
  away: "not-heard",
  failed: "withdrawn",
  power: "warning",
  hot: "warning",
  disk: "warning",
  clock: "earlier",
  "real-time": "clock",
  old: "restart",
};

/** What has a column of its own, and what is wrong there. @type {[Fact, Trouble|""][]} */
export const COLUMNS = [
  ["version", "old"],
  ["heat", "hot"],
  ["disk", "disk"],
  ["boot", ""],
];

let rows = 0;

export class MachineRow {
  /** @param {(machine: MachineNow) => void} update */
  constructor(update) {
    /** @type {MachineNow|null} */
    this.machine = null;
    /** @type {Date|null} */
    this.now = null;
    this.said = "";
    const id = `machine-${++rows}`;
    this.host = h("b", { class: "machine-host", dir: "auto" });
    this.what = h("span", { class: "machine-what" });
    this.open = h(
      "button",
      { type: "button", class: "machine-open", "aria-expanded": "false", "aria-controls": id },
      icon("chevron"),
      h("span", { class: "machine-names" }, this.host, " ", this.what),
    );
    this.open.addEventListener("click", () => this.unfold(this.more.hidden !== false));
    this.troubles = h("ul", { class: "machine-troubles" });
    this.well = h("p", { class: "machine-well" }, icon("heard"), h("span", {}, t("machines.well-word")));
    this.word = h("span");
    this.progress = h("p", { class: "machine-progress" }, icon("link-reconnecting"), this.word);
    this.detail = h("p", { class: "machine-detail", lang: "en", dir: "ltr" });
    this.update = actButton("", "import", t("do.update"), () => {
      if (this.machine) update(this.machine);
    });
    this.update.dataset.act = "update";
    this.sourceless = h("p", { class: "machine-why muted", hidden: true }, t("machines.no-source"));
    show(this.update, false);
    this.cells = new Map(COLUMNS.map(([fact]) => [fact, cell("td", "cell", { "data-fact": fact })]));
    this.facts = new Map(FACTS.map((fact) => [fact, h("dd", { dir: fact === "model" ? "auto" : null })]));
    this.more = h(
      "tr",
      { class: "machine-more", id, role: "row", hidden: true },
      h(
        "td",
        { role: "cell", colspan: COLUMNS.length + 3 },
        h(
          "dl",
          { class: "machine-facts" },
          ...[...this.facts].map(([fact, told]) =>
            h("div", { "data-fact": fact }, h("dt", {}, t(`machines.${fact}`)), told),
          ),
        ),
      ),
    );
    this.element = h(
      "tbody",
      { class: "machine", role: "rowgroup" },
      h(
        "tr",
        { role: "row" },
        cell("th", "rowheader", { scope: "row" }, this.open),
        cell("td", "cell", { class: "machine-state" }, this.troubles, this.well, this.progress, this.detail),
        ...this.cells.values(),
        cell("td", "cell", { class: "machine-act" }, this.update, this.sourceless),
      ),
      this.more,
    );
  }

  /** @param {boolean} open */
  unfold(open) {
    show(this.more, open);
    this.renderFacts();
    setAttr(this.open, "aria-expanded", String(open));
    setAttr(this.element, "data-open", open);
  }

  /**
   * @param {MachineNow} machine
   * @param {Trouble[]} troubles
   * @param {Date|null} now
   * @param {{chair: boolean, why: string}} may update it: nobody but the chair sees that it
   *   can be, and why it cannot now
   */
  render(machine, troubles, now, may) {
    this.machine = machine;
    this.now = now;
    const { element, cells } = this;
    setAttr(element, "data-host", machine.host);
    setAttr(element, "data-here", machine.here);
    setText(this.host, machine.host);
    setText(this.what, whatText(machine));
    this.renderTroubles(troubles, now);
    for (const [fact, trouble] of COLUMNS) {
      const told = cells.get(fact);
      if (!told) continue;
      setText(told, factText(machine, fact, now));
      const wrong = trouble !== "" && troubles.includes(trouble);
      setAttr(told, "data-wrong", wrong);
    }
    this.renderFacts();
    const updating = isUpdating(machine);
    setText(this.word, updating ? updateText(machine) : "");
    show(this.progress, updating);
    setText(this.detail, hasFailed(machine) ? updateOf(machine.update).detail : "");
    show(this.detail, this.detail.textContent !== "");
    this.renderUpdate(machine, may);
  }

  /** What is folded is not written. */
  renderFacts() {
    const { machine, facts, more, now } = this;
    if (!machine || more.hidden) return;
    for (const [fact, told] of facts) setText(told, factText(machine, fact, now));
  }

  /**
   * @param {Trouble[]} troubles
   * @param {Date|null} now
   */
  renderTroubles(troubles, now) {
    const { machine } = this;
    if (!machine) return;
    show(this.well, troubles.length === 0 && !isUpdating(machine));
    show(this.troubles, troubles.length > 0);
    const texts = troubles.map((trouble) => troubleText(machine, trouble, now));
    const said = JSON.stringify([troubles, texts]);
    if (said === this.said) return;
    this.said = said;
    setAttr(this.element, "data-wrong", troubles.join(" ") || null);
    this.troubles.replaceChildren(
      ...troubles.map((trouble, i) => h("li", {}, icon(SHAPES[trouble]), h("span", {}, texts[i] ?? ""))),
    );
  }

  /**
   * @param {MachineNow} machine
   * @param {{chair: boolean, why: string}} may
   */
  renderUpdate(machine, { chair, why }) {
    show(this.update, chair && canUpdate(machine));
    show(this.sourceless, chair && machine.here && wantsUpdate(machine) && !machine.source);
    allow(this.update, why);
    setAttr(this.update, "title", null); // it is said over the table
    setAttr(this.update, "aria-label", t("pair", { what: t("do.update"), about: machine.host }));
  }
}

/**
 * A cell that stays one, whatever a style sheet makes of the table.
 * @template {"td"|"th"} K
 * @param {K} tag
 * @param {string} role
 * @param {import("../../kit/dom.js").Attrs} attrs
 * @param {...HTMLElement} content
 */
function cell(tag, role, attrs, ...content) {
  return h(tag, { ...attrs, role }, ...content);
}
