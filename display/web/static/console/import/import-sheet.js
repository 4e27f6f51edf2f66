/**
 * <import-sheet>: the list that comes in. A file is brought, and the sheet says how it was
 * read, what in it is in doubt and what it would change; one button takes what is ticked.
 * For a meeting that is prepared it gives the file back in place of taking it.
 *
 * @import { ListPreview, Refusal } from "../../base/types.js"
 * @import { Commands } from "../../link/commands.js"
 * @import { ListFile, Previewed } from "../../link/list-file.js"
 * @import { Store } from "../../link/store.js"
 *
 * @typedef {object} Chosen a list for a meeting that is prepared
 * @property {string} digest
 * @property {string} name of the file
 * @property {number} rows
 *
 * @typedef {object} Taken
 * @property {number} count of changes, or of speakers where the whole list is new
 * @property {boolean} whole
 * @property {() => Promise<unknown>} undo
 */
import { t } from "../../base/i18n.js";
import { states } from "../../base/states.js";
import { actButton } from "../../kit/act-button.js";
import { Announcer } from "../../kit/announcer.js";
import { h, keepFocus, setAttr, setText, show } from "../../kit/dom.js";
import { buildSheet, openSheet } from "../../kit/sheet.js";
import { linkReason } from "../../link/link-look.js";
import { keepFile } from "../../link/list-file.js";
import { carriedOver, onlyOf, tickedAtFirst } from "./changes.js";
import { ChangesPart } from "./changes-part.js";
import { ColumnsPart } from "./columns-part.js";
import { DoubtsPart } from "./doubts-part.js";
import { FileComplaint } from "./file-complaint.js";
import { Reading } from "./reading.js";
import { StartPart } from "./start-part.js";
import { TakeFoot, takeText } from "./take-foot.js";

export class ImportSheet extends HTMLElement {
  constructor() {
    super();
    /** @type {((chosen: Chosen) => void)|null} */
    this.use = null;
    /** @type {Reading|null} */
    this.reading = null;
    /** Counts what was asked: an answer to an earlier question is late. */
    this.turn = 0;
    /** What comes takes the place of all that there is. */
    this.replaces = false;
    /** @type {Set<number>} */
    this.ticked = new Set();
  }

  /**
   * @param {Store} store
   * @param {Commands} commands
   * @param {(taken: Taken) => void} taken
   */
  connect(store, commands, taken) {
    this.store = store;
    this.commands = commands;
    this.taken = taken;
    const start = new StartPart((file) => this.bring(file));
    this.start = start;
    this.name = h("b", { dir: "auto" });
    this.lead = h("span", { class: "muted" });
    this.another = actButton("import-another", "import", t("import.another"), () => start.ask(), "quiet");
    this.file = h("div", { class: "import-file" }, h("p", {}, this.name, " ", this.lead), this.another);
    this.complaint = new FileComplaint();
    this.columns = new ColumnsPart({
      column: (at, as) => this.correct(at, as),
      sheet: (sheet) => this.hear(() => this.reading?.readSheet(sheet)),
    });
    this.doubts = new DoubtsPart();
    this.nothing = h("p", { class: "import-nothing" }, t("import.nothing-to-take"));
    this.unchanged = h("p", { class: "muted" });
    this.changes = new ChangesPart(() => this.render());
    this.foot = new TakeFoot(() => this.takeTicked());
    this.announcer = new Announcer(h("p"));
    this.body = h(
      "div",
      { class: "import-body" },
      this.columns.element,
      this.doubts.element,
      this.nothing,
      this.changes.element,
      this.unchanged,
    );
    const parts = [this.file, this.complaint.element, start.element, this.body, this.foot.element];
    this.dialog = buildSheet("import", t("import.heading"), ...parts, this.announcer.element);
    // A tap that goes beside it does not lose what was corrected and ticked.
    const beside = (/** @type {Event} */ e) => {
      if (e.target === this.dialog && this.reading?.preview) e.stopImmediatePropagation();
    };
    this.dialog.addEventListener("click", beside, { capture: true });
    this.append(this.dialog, start.input);
    // After the store's own: the lines of the list are called so then, too.
    states.addEventListener("names", () => this.reading?.preview && this.draw(false));
  }

  /**
   * Ask for a file.
   * @param {((chosen: Chosen) => void)|null} [use] what becomes of it where it is not for
   *   the meeting that runs
   */
  show(use = null) {
    if (!this.dialog) return;
    this.use = use;
    this.turn += 1;
    this.reading = null;
    this.complaint?.say("");
    this.draw(true);
    openSheet(this.dialog);
    this.start?.choose.focus();
  }

  /**
   * Read a file that was chosen, dropped or pasted.
   * @param {File} file
   */
  async bring(file) {
    if (!this.dialog?.open) this.show();
    const kept = await keepFile(file);
    if (kept) await this.read(kept, "");
    else this.complaint?.refuse({ code: "invalid", why: "file.unreadable", message: "" });
  }

  /**
   * Look at a file that the controller watches.
   * @param {{digest?: string, refused?: string}} proposal
   */
  async propose({ digest, refused }) {
    this.show();
    if (digest) await this.read(null, digest);
    else this.complaint?.refuse({ code: "invalid", why: "file.watched", message: refused ?? "" });
  }

  /**
   * @param {ListFile|null} file
   * @param {string} digest
   */
  async read(file, digest) {
    const reading = new Reading(file, digest, this.use !== null);
    this.reading = reading;
    if (this.name) setText(this.name, file?.name ?? "");
    if (this.lead) setText(this.lead, t("import.reading"));
    if (this.file) show(this.file, true);
    this.announcer?.say(t("import.reading"));
    await this.hear(() => reading.ask());
  }

  /**
   * @param {number} at
   * @param {string} as
   */
  correct(at, as) {
    this.hear(() => this.columns && this.reading?.readColumn(this.columns.columns, at, as));
  }

  /**
   * Wait for what the controller makes of the file, and show it.
   * @param {() => Promise<Previewed>|undefined} ask
   */
  async hear(ask) {
    const { dialog, reading } = this;
    if (!dialog) return;
    this.turn += 1;
    const { turn } = this;
    setAttr(dialog, "aria-busy", "true");
    this.render();
    const before = reading?.preview ?? null;
    const answer = await ask();
    if (turn !== this.turn || !answer) return;
    setAttr(dialog, "aria-busy", null);
    if (answer.ok) this.heard(before, answer.preview);
    else this.refuse(answer.refusal);
  }

  /**
   * @param {ListPreview|null} before as it was read before
   * @param {ListPreview} now
   */
  heard(before, now) {
    const state = this.store?.state;
    const fresh = before === null || before.refused !== undefined || before.sheet !== now.sheet;
    this.replaces = this.use !== null || !state || state.list.length === 0 || state.meeting.sample;
    this.ticked = fresh
      ? tickedAtFirst(now.changes, this.replaces)
      : carriedOver(before.changes, this.ticked, now.changes, this.replaces);
    this.complaint?.say("");
    this.draw(fresh);
    if (now.refused && !this.columns?.wants(now)) this.complaint?.refuse(now.refused);
    else if (!now.refused) this.announcer?.say(`${t("import.speakers", { count: now.rows })}. ${this.summary()}`);
  }

  /**
   * Nothing was read. Where the controller only did not answer, what was read before stays.
   * @param {Refusal} refusal
   */
  refuse(refusal) {
    if (this.reading && refusal.code !== "no-answer" && refusal.code !== "full") this.reading.preview = null;
    this.draw(false);
    this.complaint?.refuse(refusal);
  }

  /**
   * Show what there is: where to bring a file, or what was read of it.
   * @param {boolean} fresh nobody has opened or shut anything yet
   */
  draw(fresh) {
    const { dialog, start, body, columns, doubts, changes, foot, file, reading } = this;
    if (!dialog || !start || !body || !columns || !doubts || !changes || !foot || !file) return;
    const preview = reading?.preview ?? null;
    const some = preview !== null && !preview.refused && (this.use !== null || preview.changes.length > 0);
    const swap = () => {
      setAttr(dialog, "data-read", preview !== null);
      show(start.element, preview === null);
      for (const part of [file, body]) show(part, preview !== null);
      foot.show(some);
    };
    keepFocus(dialog, swap, () => (preview ? this.another : start.choose));
    if (!preview) return;
    columns.render(preview);
    doubts.render(preview.doubts);
    const line = (/** @type {string} */ id) => this.store?.state?.list.find((e) => e.entry === id)?.delegation ?? "";
    changes.render(preview.changes, this.ticked, { line, language: preview.list_language ?? "" }, this.replaces);
    if (fresh) {
      columns.open(this.replaces || preview.refused !== undefined);
      changes.open(!this.replaces);
    }
    this.write(preview);
    this.render();
  }

  /** @param {ListPreview} preview */
  write({ name, rows, changes, unchanged, refused }) {
    const sample = this.replaces && !this.use && this.store?.state?.meeting.sample;
    const lead = [t("import.speakers", { count: rows })];
    if (sample) lead.push(t("import.instead"));
    if (this.doubts?.count) lead.push(t("import.doubts.count", { count: this.doubts.count }));
    if (this.name) setText(this.name, name);
    if (this.lead) setText(this.lead, refused ? "" : lead.join(" · "));
    if (this.nothing) show(this.nothing, changes.length === 0 && !this.use && !refused);
    if (!this.unchanged) return;
    setText(this.unchanged, t("import.unchanged", { count: unchanged }));
    show(this.unchanged, unchanged > 0 && changes.length > 0 && !this.replaces);
  }

  /** What the button would take, which is what a file comes to. */
  summary() {
    const preview = this.reading?.preview;
    if (!preview) return "";
    if (preview.changes.length === 0 && !this.use) return t("import.nothing-to-take");
    const count = onlyOf(preview.changes, this.ticked).length;
    const whole = this.replaces && count === preview.changes.length;
    return takeText(count, preview.rows, this.use ? "use" : whole ? "list" : "changes");
  }

  /** What can be taken now, and why not. */
  render() {
    const { store, foot, dialog, reading } = this;
    if (!store || !foot || !dialog?.open) return;
    const preview = reading?.preview;
    const some = this.use || (preview && onlyOf(preview.changes, this.ticked).length > 0);
    const busy = dialog.hasAttribute("aria-busy") || !preview ? t("import.reading") : "";
    foot.render(this.summary(), linkReason(store) || busy || (some ? "" : t("import.none-ticked")));
  }

  /** Take what is ticked, or give the file back. */
  async takeTicked() {
    const { reading, commands, dialog } = this;
    const preview = reading?.preview;
    if (!reading || !preview || !commands || !dialog) return;
    if (this.use) {
      dialog.close();
      this.use({ digest: preview.digest, name: preview.name, rows: preview.rows });
      return;
    }
    const only = onlyOf(preview.changes, this.ticked);
    const whole = this.replaces && only.length === preview.changes.length;
    const outcome = await reading.take(commands, only);
    if (outcome.ok) {
      dialog.close();
      const { rev } = outcome.receipt;
      this.taken?.({
        count: whole ? preview.rows : only.length,
        whole,
        undo: () => commands.send("undo", { of: rev }),
      });
    } else if (outcome.refusal.code === "stale") {
      await this.hear(() => reading.ask());
      if (reading.preview) this.complaint?.say(t("import.changed-since"));
    } else {
      this.complaint?.refuse(outcome.refusal);
    }
  }
}
