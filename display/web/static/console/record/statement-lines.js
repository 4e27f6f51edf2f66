/**
 * What the record has of one statement: its times, its light, what was put right in it,
 * and the notes about it. It is asked for anew when the meeting has changed.
 *
 * @import { RecordedStatement } from "../../base/types.js"
 */
import { lengthText } from "../../base/format.js";
import { t } from "../../base/i18n.js";
import { dayTime } from "../../base/when.js";
import { getRecord } from "../../link/record.js";
import { h } from "../../kit/dom.js";

export class StatementLines {
  /** @param {(note: import("../../base/types.js").RecordedNote, statement: RecordedStatement) => HTMLElement[]} acts what can be done with a note */
  constructor(acts) {
    this.acts = acts;
    this.shown = "";
    this.element = h("ul", { class: "statement-lines" });
  }

  /**
   * @param {number} statement
   * @param {number} rev
   */
  async render(statement, rev) {
    const wanted = `${statement} ${rev}`;
    if (this.shown === wanted) return;
    this.shown = wanted;
    const record = statement > 0 ? await getRecord(statement) : null;
    if (this.shown !== wanted) return; // another was asked for meanwhile
    if (statement > 0 && !record) {
      this.shown = ""; // what stands there stays, and is asked for again once the link is back
      return;
    }
    const found = record?.statements[0];
    this.element.replaceChildren(...(found && record ? this.lines(found, record.meeting.zone) : []));
  }

  /**
   * @param {RecordedStatement} s
   * @param {string} zone
   */
  lines(s, zone) {
    const at = (/** @type {string} */ instant) => dayTime(new Date(instant), zone);
    const line = (/** @type {string} */ text) => h("li", { dir: "auto" }, text);
    const used =
      s.allotted_ms === null
        ? t("statement.used.alone", { used: lengthText(s.used_ms) })
        : t("statement.used", { used: lengthText(s.used_ms), limit: lengthText(s.allotted_ms) });
    const from = s.ended_at ? t("statement.from", { start: at(s.started_at), end: at(s.ended_at) }) : at(s.started_at);
    const more = [
      s.over_ms > 0 ? t("statement.over", { over: lengthText(s.over_ms) }) : "",
      s.paused_ms > 0 ? t("statement.paused", { length: lengthText(s.paused_ms) }) : "",
    ];
    const first = h("li", { class: "statement-used" }, [used, from, ...more].filter(Boolean).join(" · "));
    const lights = (s.light ?? []).map((edge) => {
      const told = { signal: t(`signal.${edge.signal}`), due: at(edge.due_at) };
      return edge.late_us === null || edge.late_us === undefined
        ? line(t("statement.light.none", told))
        : line(t("statement.light", { ...told, late: (edge.late_us / 1000).toFixed(1) }));
    });
    const told = s.corrections.filter((c) => c.field !== "entry"); // who that is, the delegation says
    const corrections = told.map((c) =>
      line(
        t("statement.corrected", {
          field: t(`field.${c.field.replaceAll("_", "-")}`),
          now: valueText(c.field, c.now, zone),
          was: valueText(c.field, c.was, zone),
          reason: c.reason || t(`did.${factOf(c.what)}`),
        }),
      ),
    );
    const notes = (s.notes ?? []).map((note) =>
      h("li", { class: "statement-note" }, h("span", { dir: "auto" }, noteText(note)), ...this.acts(note, s)),
    );
    return [first, ...lights, ...corrections, ...(s.wall_trusted ? [] : [line(t("statement.untrusted"))]), ...notes];
  }
}

/**
 * A note in one line: of which paragraph, whether it was proposed, and what.
 * @param {import("../../base/types.js").RecordedNote} note
 */
export function noteText(note) {
  const before = [note.paragraph, note.proposal ? t("note.proposal") : ""].filter(Boolean).join(" · ");
  return before ? `${before}: ${note.text}` : note.text;
}

/**
 * @param {string} field
 * @param {string} value
 * @param {string} zone
 */
function valueText(field, value, zone) {
  if (value === "") return "–";
  if (field.endsWith("_ms")) return lengthText(Number(value));
  if (field.endsWith("_at")) return dayTime(new Date(value), zone);
  if (field === "kind") return t(`kind.${value}`);
  if (field === "capacity") return t(`capacity.${value}`);
  if (field === "level") return t(`level.${value}`);
  return value;
}

/**
 * The event of a correction, by its word in the record.
 * @param {string} what
 */
function factOf(what) {
  /** @type {Record<string, string>} */
  const facts = {
    corrected: "statement-corrected",
    "back-dated": "start-back-dated",
    restarted: "statement-restarted",
    reopened: "statement-reopened",
    amended: "speaker-amended",
    // handed-over, elapsed-set, limit-extended are called so
  };
  return facts[what] ?? what;
}
