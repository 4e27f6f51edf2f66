/**
 * Where a file is brought: chosen, or dropped, or pasted; and files to begin with.
 */
import { t } from "../../base/i18n.js";
import { actButton } from "../../kit/act-button.js";
import { h } from "../../kit/dom.js";

export class StartPart {
  /** @param {(file: File) => void} bring */
  constructor(bring) {
    this.input = h("input", {
      type: "file",
      id: "import-file",
      accept: ".xlsx,.csv,.tsv,.txt,.ods,.xls",
      tabindex: -1,
      hidden: true,
    });
    this.input.addEventListener("change", () => {
      const file = this.input.files?.[0];
      if (file) bring(file);
      this.input.value = ""; // the same one can be chosen again
    });
    this.choose = actButton("import-choose", "import", t("import.choose"), () => this.ask(), "accent");
    this.element = h(
      "div",
      { class: "import-start" },
      h("p", { class: "by-mouse" }, t("import.drop")),
      h("p", { class: "by-finger" }, t("import.tap")),
      this.choose,
      h("p", { class: "by-mouse muted" }, t("import.paste")),
      h("p", { class: "muted" }, t("import.kinds")),
      h(
        "section",
        { class: "sheet-group" },
        h("h3", {}, t("import.sample")),
        links("/api/v1/list/sample", (kind) => t("import.sample.as", { kind })),
      ),
      h(
        "section",
        { class: "sheet-group" },
        h("h3", {}, t("import.save")),
        links("/api/v1/list", (kind) => t("import.save.as", { kind })),
      ),
    );
  }

  ask() {
    this.input.click();
  }
}

/**
 * @param {string} address of the file without its ending
 * @param {(kind: string) => string} text
 */
function links(address, text) {
  const link = (/** @type {string} */ kind) =>
    h("a", { class: "button quiet", href: `${address}.${kind}`, download: true }, text(kind.toUpperCase()));
  return h("div", { class: "import-links" }, link("xlsx"), link("csv"));
}
