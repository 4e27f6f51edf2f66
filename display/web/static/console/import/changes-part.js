/**
 * What a file would change, in groups, with a tick for each line; whom the file leaves out
 * has one tick together, and what a hand has changed too is ticked by nobody else. A long
 * list is drawn as far as it is looked at.
 *
 * @import { FileChange } from "../../base/types.js"
 * @import { Attrs } from "../../kit/dom.js"
 * @import { Names } from "./change-words.js"
 * @import { Group } from "./changes.js"
 */
import { enumerated, isolated, t } from "../../base/i18n.js";
import { h, setAttr, setText, show } from "../../kit/dom.js";
import { icon } from "../../kit/icons.js";
import { andMore, changeTexts, sidesOf, whoText } from "./change-words.js";
import { grouped, tickOf } from "./changes.js";

/** As many lines of a group are drawn at a time. */
const DRAWN = 100;

export class ChangesPart {
  /** @param {() => void} changed after a tap on a tick */
  constructor(changed) {
    this.changed = changed;
    /** @type {FileChange[]} */
    this.changes = [];
    /** @type {Set<number>} */
    this.ticked = new Set();
    /** @type {Names} */
    this.names = { line: () => "", language: "" };
    this.heading = h("h3");
    this.sum = h("span", { class: "import-count" });
    this.groups = h("div", { class: "import-groups" });
    this.element = h(
      "details",
      { class: "import-part", id: "import-changes" },
      h("summary", {}, this.heading, this.sum, icon("chevron")),
      this.groups,
    );
    this.groups.addEventListener("change", (e) => this.tick(/** @type {HTMLInputElement} */ (e.target)));
  }

  /**
   * @param {FileChange[]} changes
   * @param {Set<number>} ticked
   * @param {Names} names
   * @param {boolean} replaces all of it is new
   */
  render(changes, ticked, names, replaces) {
    setText(this.heading, replaces ? t("import.lines-of-file") : t("import.changes"));
    setText(this.sum, replaces ? "" : String(changes.length));
    show(this.element, changes.length > 0);
    this.changes = changes;
    this.ticked = ticked;
    this.names = names;
    this.groups.replaceChildren(...[...grouped(changes)].map(([group, of]) => this.build(group, of)));
    this.renderTicks();
  }

  /** Show it, or only what heads it. @param {boolean} open */
  open(open) {
    this.element.open = open;
  }

  /**
   * @param {Group} group
   * @param {number[]} of
   */
  build(group, of) {
    const head = h(
      "div",
      { class: "import-group-head" },
      h("h4", { id: `import-group-${group}` }, t(`import.group.${group}`)),
      h("span", { class: "import-count" }, String(of.length)),
    );
    const section = h(
      "section",
      { class: "import-group", "data-group": group, "aria-labelledby": `import-group-${group}` },
      head,
    );
    if (group === "withdrawn") section.append(this.together(of));
    else section.append(...this.each(group, of, head));
    return section;
  }

  /**
   * Whom the file leaves out: their names, and one tick.
   * @param {number[]} of
   */
  together(of) {
    const names = of.slice(0, DRAWN).map((i) => isolated(this.who(i)));
    const more = of.length - names.length;
    const said = andMore(enumerated(names), more);
    const text = h(
      "span",
      { class: "tile-words" },
      h("b", {}, t("import.withdraw", { count: of.length })),
      h("span", { class: "tile-note import-names" }, said),
    );
    return h("label", { class: "import-line" }, this.box({ "data-of": "withdrawn" }), text);
  }

  /**
   * @param {Group} group
   * @param {number[]} of
   * @param {HTMLElement} head
   * @returns {HTMLElement[]}
   */
  each(group, of, head) {
    const list = h("ul", { class: "import-lines" });
    const more = h("button", { type: "button", class: "button quiet import-more" });
    let drawn = 0;
    const draw = () => {
      list.append(...of.slice(drawn, drawn + DRAWN).map((i) => this.line(group, i)));
      drawn = Math.min(of.length, drawn + DRAWN);
      setText(more, t("import.more.show", { count: of.length - drawn }));
      show(more, drawn < of.length);
    };
    more.addEventListener("click", () => {
      const first = list.children.length;
      draw();
      this.renderTicks();
      const input = list.children[first]?.querySelector("input");
      if (more.hidden && input) input.focus({ preventScroll: true });
    });
    draw();
    if (group === "refused") {
      return [h("p", { class: "muted" }, t(`import.refused.${this.changes[of[0] ?? 0]?.refused}`)), list, more];
    }
    if (group !== "conflict" && of.length > 1) {
      head.prepend(
        h(
          "label",
          { class: "import-all" },
          this.box({ "data-of": group, "aria-label": t("import.all", { group: t(`import.group.${group}`) }) }),
        ),
      );
    }
    return [list, more];
  }

  /**
   * @param {Group} group
   * @param {number} i
   */
  line(group, i) {
    const change = /** @type {FileChange} */ (this.changes[i]);
    const name = h("b", { dir: "auto" }, this.who(i));
    const number = change.change === "added" ? (change.now?.number ?? "") : "";
    if (number) name.prepend(h("span", { class: "import-number" }, number), " ");
    const words = h("span", { class: "tile-words" }, name);
    if (group === "conflict") words.append(...sidesOf(change, this.names).map((side) => this.sides(side)));
    else words.append(...this.notes(changeTexts(change, this.names)));
    if (group === "refused") return h("li", {}, h("div", { class: "import-line" }, words));
    if (group === "conflict") words.append(h("span", { class: "import-take-file" }, t("import.side.take")));
    return h("li", {}, h("label", { class: "import-line" }, this.box({ "data-change": i }), words));
  }

  /** @param {string[]} texts */
  notes(texts) {
    return texts.map((text) => h("span", { class: "tile-note", dir: "auto" }, text));
  }

  /** @param {{what: string, file: string, hand: string}} side */
  sides({ what, file, hand }) {
    return h(
      "span",
      { class: "import-sides" },
      what ? h("span", { class: "tile-note" }, what) : null,
      h("span", {}, h("span", { class: "tile-note" }, t("import.side.file")), h("span", { dir: "auto" }, file)),
      h("span", {}, h("span", { class: "tile-note" }, t("import.side.hand")), h("span", { dir: "auto" }, hand)),
    );
  }

  /** @param {Attrs} data */
  box(data) {
    return h("input", { type: "checkbox", ...data });
  }

  /** @param {number} i */
  who(i) {
    return whoText(/** @type {FileChange} */ (this.changes[i]), this.names);
  }

  /** @param {HTMLInputElement} input */
  tick(input) {
    const { change, of } = input.dataset;
    const meant = change === undefined ? this.of(of ?? "") : [Number(change)];
    for (const i of meant) {
      if (input.checked) this.ticked.add(i);
      else this.ticked.delete(i);
    }
    this.renderTicks();
    this.changed();
  }

  /** @param {string} group */
  of(group) {
    return grouped(this.changes).get(/** @type {Group} */ (group)) ?? [];
  }

  renderTicks() {
    const all = grouped(this.changes);
    for (const input of this.groups.querySelectorAll("input")) {
      const { change, of } = input.dataset;
      if (change !== undefined) {
        input.checked = this.ticked.has(Number(change));
      } else {
        const tick = tickOf(all.get(/** @type {Group} */ (of)) ?? [], this.ticked);
        input.checked = tick === "all";
        input.indeterminate = tick === "some";
        setAttr(input, "data-some", tick === "some");
      }
    }
  }
}
