/**
 * The limits of each kind of statement, to be read and written as
 * minutes:seconds. An empty limit is none.
 *
 * @import { Rule } from "../../base/types.js"
 * @import { Values } from "../../kit/ask-dialog.js"
 * @typedef {{kind: string, limit_ms: number|null, warning_ms?: number, grace_ms?: number, grace_percent?: number}} Limit
 */
import { lengthText, parseLength } from "../../base/format.js";
import { t } from "../../base/i18n.js";
import { h } from "../../kit/dom.js";

/**
 * A tolerance that is a share of the limit, in hundredths.
 * @param {string} text
 */
function shareOf(text) {
  const share = /^\s*(\d{1,3})\s*[%٪]\s*$/.exec(text)?.[1];
  return share !== undefined && Number(share) <= 100 ? Number(share) : undefined;
}

/** The columns, by the beginnings of the wire's names. */
const COLUMNS = /** @type {const} */ (["limit", "warning", "grace"]);

/**
 * @param {string} name of the field; empty for one that is not sent
 * @param {typeof COLUMNS[number]} column
 * @param {string} kind as it is read
 */
function cell(name, column, kind) {
  return h("input", {
    ...(name && { name }),
    inputmode: "decimal", // with a point on every keyboard, which is read as a colon
    autocomplete: "off",
    maxlength: 8,
    placeholder: name === "" ? "" : column === "limit" ? t("limits.none") : "–",
    "aria-label": t("pair", { what: kind, about: t(`limits.${column}`) }),
  });
}

/** @param {HTMLInputElement} input */
function tidy(input) {
  const read = parseLength(input.value);
  if (read !== null && !Number.isNaN(read)) input.value = lengthText(read);
}

export class LimitsTable {
  /** @param {Rule[]} kinds */
  constructor(kinds) {
    this.kinds = kinds;
    /** What is in force, as it is written. @type {Values} */
    this.before = {};
    const head = h(
      "div",
      { class: "limits-row limits-head", "aria-hidden": "true" },
      h("span", { class: "limits-kind" }),
    );
    for (const column of COLUMNS) head.append(h("span", {}, t(`limits.${column}`)));
    /** @type {Map<string, HTMLInputElement>} by name */
    this.inputs = new Map();
    const rows = kinds.map((rule) => this.row(rule));
    this.element = h("fieldset", { class: "limits" }, head, ...(kinds.length > 1 ? [this.allRow()] : []), ...rows);
  }

  /** One line for all kinds: what is written there is written into each. */
  allRow() {
    const name = t("limits.all");
    const row = h("div", { class: "limits-row limits-all" }, h("span", { class: "limits-kind" }, name));
    for (const column of COLUMNS) {
      const input = cell("", column, name);
      input.dataset.all = column;
      input.addEventListener("change", () => {
        tidy(input);
        for (const { kind } of this.kinds) this.fill(kind, column, input.value);
      });
      row.append(input);
    }
    return row;
  }

  /**
   * A limit takes the light along: it comes on as long before it as it did, but not in the
   * first half.
   * @param {string} kind
   * @param {typeof COLUMNS[number]} column
   * @param {string} text
   */
  fill(kind, column, text) {
    const of = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (this.inputs.get(`${kind}.${name}`));
    const limit = parseLength(text);
    const was = parseLength(of("limit").value);
    const warning = parseLength(of("warning").value);
    of(column).value = text;
    if (column !== "limit" || !limit || !was || warning === null) return;
    of("warning").value = lengthText(Math.max(limit - Math.max(was - warning, 0), limit / 2));
  }

  /** @param {Rule} rule */
  row(rule) {
    const kind = t(`kind.${rule.kind}`);
    const row = h("div", { class: "limits-row" }, h("span", { class: "limits-kind" }, kind));
    for (const column of COLUMNS) {
      const name = `${rule.kind}.${column}`;
      const ms = rule[`${column}_ms`];
      const share = column === "grace" ? rule.grace_percent : undefined;
      const text = share ? `${share}%` : ms === null || ms === undefined ? "" : lengthText(ms);
      this.before[name] = text;
      const input = cell(name, column, kind);
      input.value = text;
      input.addEventListener("change", () => tidy(input));
      this.inputs?.set(name, input);
      row.append(input);
    }
    return row;
  }

  /**
   * The name of a field that cannot be read, if there is one.
   * @param {Values} given
   */
  unreadable(given) {
    return Object.keys(this.before).find((name) => {
      const text = given[name] ?? "";
      if (name.endsWith(".grace") && shareOf(text) !== undefined) return false;
      return Number.isNaN(parseLength(text) ?? 0);
    });
  }

  /**
   * The name of a warning that would come after its limit, if there is one.
   * @param {Values} given
   */
  tooLate(given) {
    const late = this.limits(given).find((rule) => rule.limit_ms !== null && (rule.warning_ms ?? 0) > rule.limit_ms);
    return late && `${late.kind}.warning`;
  }

  /**
   * All limits as they are written now.
   * @param {Values} given
   * @returns {Limit[]}
   */
  limits(given) {
    return this.kinds.map(({ kind }) => {
      const read = (/** @type {string} */ column) => parseLength(given[`${kind}.${column}`] ?? "");
      const limit = read("limit");
      if (limit === null) return { kind, limit_ms: null };
      const share = shareOf(given[`${kind}.grace`] ?? "");
      const grace = share === undefined ? { grace_ms: read("grace") ?? 0 } : { grace_percent: share };
      return { kind, limit_ms: limit, warning_ms: read("warning") ?? limit, ...grace };
    });
  }

  /**
   * Those that were changed.
   * @param {Values} given
   */
  changed(given) {
    return this.limits(given).filter(({ kind }) =>
      COLUMNS.some((column) => (given[`${kind}.${column}`] ?? "") !== this.before[`${kind}.${column}`]),
    );
  }
}
