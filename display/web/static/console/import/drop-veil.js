/**
 * <drop-veil>: a file that is dragged over the console may be let go anywhere. So may a
 * table be pasted that was copied from a spreadsheet. Whoever may not bring a list loses
 * nothing by it: without this the browser would leave the page for the file.
 */
import { t } from "../../base/i18n.js";
import { h, show } from "../../kit/dom.js";

/** A file that is held over the page is told of more often than this. */
const GONE_MS = 500;

export class DropVeil extends HTMLElement {
  /**
   * @param {() => boolean} may
   * @param {(file: File) => void} bring
   */
  connect(may, bring) {
    this.append(h("p", {}, t("import.veil")));
    this.setAttribute("popover", "manual"); // above a dialog that is open, too
    this.pending = 0;
    document.addEventListener("dragover", (e) => {
      if (!e.dataTransfer?.types.includes("Files")) return;
      e.preventDefault();
      e.dataTransfer.dropEffect = may() ? "copy" : "none";
      if (may()) this.raise();
    });
    document.addEventListener("drop", (e) => {
      if (!e.dataTransfer?.types.includes("Files")) return;
      e.preventDefault();
      this.lower();
      const file = e.dataTransfer.files[0];
      if (file && may()) bring(file);
    });
    document.addEventListener("paste", (e) => {
      const file = pasted(e);
      if (!file || !may()) return;
      e.preventDefault();
      bring(file);
    });
  }

  raise() {
    clearTimeout(this.pending);
    this.pending = window.setTimeout(() => this.lower(), GONE_MS);
    if (!this.hidden) return;
    show(this, true);
    this.showPopover?.();
  }

  lower() {
    clearTimeout(this.pending);
    if (!this.hidden) this.hidePopover?.();
    show(this, false);
  }
}

/**
 * The table or the file that is pasted; what is pasted into a field belongs there.
 * @param {ClipboardEvent} e
 * @returns {File|null}
 */
function pasted(e) {
  const into = e.target instanceof Element ? e.target.closest("input, textarea, [contenteditable]") : null;
  if (into || !e.clipboardData) return null;
  const file = e.clipboardData.files[0];
  const text = e.clipboardData.getData("text/plain");
  // Spreadsheets put a picture of the cells beside them.
  if (text.includes("\t") && text.includes("\n")) return new File([text], `${t("import.pasted")}.tsv`);
  return file && !file.type.startsWith("image/") ? file : null;
}
