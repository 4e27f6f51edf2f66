/**
 * How a file was read: the sheet, and each column with what stands in it and what it is
 * taken as. A correction is read at once; the lines stay where they are meanwhile.
 *
 * @import { ListColumn, ListPreview } from "../../base/types.js"
 * @typedef {object} ColumnActs
 * @property {(at: number, as: string) => void} column
 * @property {(sheet: string) => void} sheet
 */
import { t } from "../../base/i18n.js";
import { h, setAttr, setText, show } from "../../kit/dom.js";
import { icon } from "../../kit/icons.js";
import { columnText, fieldText } from "./change-words.js";

const SAMPLES = 3;

export class ColumnsPart {
  /** @param {ColumnActs} acts */
  constructor(acts) {
    this.acts = acts;
    /** @type {ListColumn[]} */
    this.columns = [];
    /** @type {HTMLElement[]} */
    this.lines = [];
    this.sum = h("span", { class: "import-count" });
    this.wanted = h("p", { class: "form-refused", role: "alert" }, t("import.ask-delegation"));
    this.sheets = h("select", { name: "sheet" });
    this.sheets.addEventListener("change", () => acts.sheet(this.sheets.value));
    this.sheet = h("label", { class: "field import-sheet" }, h("span", {}, t("import.sheet")), this.sheets);
    this.rows = h("ul", { class: "import-columns" });
    this.element = h(
      "details",
      { class: "import-part", id: "import-columns" },
      h("summary", {}, h("h3", {}, t("import.read")), this.sum, icon("chevron")),
      this.sheet,
      this.wanted,
      this.rows,
    );
  }

  /** Show it, or only what heads it. @param {boolean} open */
  open(open) {
    this.element.open = open;
  }

  /**
   * Whether it is not known which column names the delegations.
   * @param {ListPreview} preview
   */
  wants({ refused }) {
    return refused?.why === "file.no-delegation";
  }

  /** @param {ListPreview} preview */
  render(preview) {
    const { columns, fields, sheet = "", sheets = [] } = preview;
    const wanted = this.wants(preview);
    const same = columns.length === this.columns.length && columns.every((c, i) => c.key === this.columns[i]?.key);
    this.columns = columns;
    if (!same) {
      this.lines = columns.map((_, at) => this.build(at));
      this.rows.replaceChildren(...this.lines);
    }
    for (const [i, line] of this.lines.entries()) this.write(line, i, fields);
    const left = columns.filter((c) => !c.as).length;
    const guessed = columns.filter((c) => c.guessed).length;
    const sum = t("import.read.sum", { read: columns.length - left, left });
    setText(this.sum, guessed > 0 ? `${sum} · ${t("import.read.guessed", { guessed })}` : sum);
    show(this.wanted, wanted);
    setAttr(this.element, "data-wanted", wanted);
    show(this.sheet, sheets.length > 1);
    if (sheets.join("\n") !== [...this.sheets.options].map((o) => o.value).join("\n")) {
      this.sheets.replaceChildren(...sheets.map((name) => h("option", { value: name }, name)));
    }
    this.sheets.value = sheet;
  }

  /** @param {number} at */
  build(at) {
    const select = h("select", { "aria-describedby": `import-samples-${at}` });
    select.addEventListener("change", () => this.acts.column(at, select.value));
    return h(
      "li",
      { class: "import-column" },
      h(
        "div",
        { class: "import-heading" },
        h("b", { dir: "auto" }),
        h("span", { class: "chip", hidden: true }, t("import.guessed")),
      ),
      h("ul", { class: "import-samples", id: `import-samples-${at}` }),
      h("label", { class: "field import-as" }, h("span", {}, t("import.as")), select),
    );
  }

  /**
   * @param {HTMLElement} line
   * @param {number} at
   * @param {string[]} fields
   */
  write(line, at, fields) {
    const column = this.columns[at];
    const [heading, guessed, samples, select] = line.querySelectorAll("b, .chip, ul, select");
    if (!column || !heading || !samples || !(guessed instanceof HTMLElement) || !(select instanceof HTMLSelectElement))
      return;
    setAttr(line, "data-column", column.letter);
    setAttr(line, "data-as", column.as);
    setText(heading, columnText(column));
    show(guessed, column.guessed);
    const cells = column.sample.filter((cell) => cell.trim() !== "").slice(0, SAMPLES);
    samples.replaceChildren(...cells.map((cell) => h("li", { dir: "auto" }, cell)));
    setAttr(select, "aria-label", `${columnText(column)}: ${t("import.as")}`);
    this.offer(select, column, fields);
  }

  /**
   * @param {HTMLSelectElement} select
   * @param {ListColumn} column
   * @param {string[]} fields
   */
  offer(select, column, fields) {
    const offered = column.as && !fields.includes(column.as) ? [...fields, column.as] : fields;
    const texts = ["", ...offered].map((field) => {
      if (field === "") return { field, text: t("import.as.none") };
      const other = this.columns.find((c) => c !== column && c.as === field);
      const text = fieldText(field);
      return { field, text: other ? t("import.as.used", { field: text, column: columnText(other) }) : text };
    });
    const shown = JSON.stringify(texts);
    if (select.dataset.offered !== shown) {
      select.dataset.offered = shown;
      select.replaceChildren(...texts.map(({ field, text }) => h("option", { value: field }, text)));
    }
    if (select.value !== column.as) select.value = column.as;
  }
}
