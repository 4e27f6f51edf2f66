/**
 * The question how the public screens show the debate. What another console sets
 * meanwhile appears in it; what is set here is on all screens at once.
 *
 * @import { Screens, State } from "../../base/types.js"
 * @import { Question, Values } from "../../kit/ask-dialog.js"
 * @import { Settled } from "../../link/commands.js"
 * @import { Store } from "../../link/store.js"
 */
import { LANGUAGES, t } from "../../base/i18n.js";
import { h, setAttr, setText, show } from "../../kit/dom.js";
import { THEMES, themeSketch } from "./theme-sketch.js";

const MOST_NEXT = 8;
const ANSWER_MS = 3000;

/** @type {("speaker"|"overtime"|"clock"|"together")[]} */
const SWITCHES = ["speaker", "overtime", "clock", "together"];

/**
 * @param {Store} store
 * @returns {Question|null}
 */
export function screensQuestion(store) {
  if (!store.screens) return null;
  const form = new ScreensFields(store.screens);
  // Only what really differs is a change: each new link brings the setting again.
  const changed = () => {
    if (!form.element.isConnected) store.removeEventListener("screens", changed);
    else if (store.screens) form.follow(store.screens);
  };
  store.addEventListener("screens", changed);
  return {
    name: "screens",
    heading: t("act.screens"),
    lead: t("ask.screens.lead"),
    body: [form.element],
    submit: t("do.set-screens"),
    shape: "screens",
    send: (given) => putScreens(store, read(given)),
  };
}

/** @param {Values} given */
function read(given) {
  const theme = THEMES.find((one) => one === given.theme) ?? "default";
  const next = Number(given.next);
  const [speaker = true, overtime = true, clock = true, together = false] = SWITCHES.map(
    (name) => given[name] === "on",
  );
  const languages = Object.keys(LANGUAGES).filter((code) => given[`language-${code}`] === "on");
  return { theme, next, speaker, overtime, clock, languages, together };
}

class ScreensFields {
  /** @param {Screens} screens */
  constructor(screens) {
    this.base = screens;
    this.themes = THEMES.map((theme) => h("input", { type: "radio", name: "theme", value: theme }));
    this.next = h("input", { type: "hidden", name: "next" });
    this.count = h("output", { class: "stepper-value", "aria-live": "polite" });
    this.fewer = this.step("−", t("screens.next.fewer"), -1);
    this.more = this.step("+", t("screens.next.more"), 1);
    this.switches = SWITCHES.map((name) => h("input", { type: "checkbox", name }));
    this.languages = Object.keys(LANGUAGES).map((code) => h("input", { type: "checkbox", name: `language-${code}` }));
    this.meanwhile = h("p", { class: "form-refused", role: "status" }, t("screens.meanwhile"));
    show(this.meanwhile, false);
    this.element = h(
      "div",
      { class: "screens" },
      this.meanwhile,
      h(
        "fieldset",
        { class: "themes" },
        h("legend", {}, t("screens.theme")),
        ...THEMES.map((theme, i) =>
          h(
            "label",
            { class: "theme" },
            themeSketch(theme),
            h("span", { class: "theme-name" }, /** @type {HTMLElement} */ (this.themes[i]), t(`theme.${theme}`)),
          ),
        ),
      ),
      h(
        "div",
        { class: "stepper", role: "group", "aria-label": t("screens.next") },
        h("span", { class: "stepper-name" }, t("screens.next")),
        this.fewer,
        this.count,
        this.more,
        this.next,
      ),
      h(
        "fieldset",
        { class: "tongues" },
        h("legend", {}, t("screens.languages")),
        h("p", { class: "muted" }, t("screens.languages.none")),
        ...Object.entries(LANGUAGES).map(([code, name], i) =>
          h(
            "label",
            { class: "check" },
            /** @type {HTMLElement} */ (this.languages[i]),
            h("span", { lang: code, dir: "auto" }, name),
          ),
        ),
      ),
      ...SWITCHES.map((name, i) =>
        h(
          "label",
          { class: "check" },
          /** @type {HTMLElement} */ (this.switches[i]),
          h("span", {}, t(`screens.${name}`)),
        ),
      ),
    );
    this.element.addEventListener("change", () => this.sketch());
    this.fill(screens);
  }

  /**
   * @param {string} sign
   * @param {string} label
   * @param {number} by
   */
  step(sign, label, by) {
    const button = h("button", { type: "button", class: "button number", "aria-label": label, "data-by": by }, sign);
    button.addEventListener("click", () => this.setNext(Number(this.next.value) + by));
    return button;
  }

  /** @param {number} count */
  setNext(count) {
    const next = Math.min(MOST_NEXT, Math.max(0, count));
    this.next.value = String(next);
    setText(this.count, String(next));
    // Not disabled: that would take the focus from under a finger or a key.
    setAttr(this.fewer, "aria-disabled", next === 0 && "true");
    setAttr(this.more, "aria-disabled", next === MOST_NEXT && "true");
    this.sketch();
  }

  /** @param {Screens} screens */
  fill(screens) {
    for (const radio of this.themes) radio.checked = radio.value === screens.theme;
    for (const [i, name] of SWITCHES.entries()) {
      const box = this.switches[i];
      if (box) box.checked = screens[name];
    }
    for (const [i, code] of Object.keys(LANGUAGES).entries()) {
      const box = this.languages[i];
      if (box) box.checked = screens.languages.includes(code);
    }
    this.setNext(screens.next);
  }

  /** @param {Screens} screens what holds now */
  follow(screens) {
    if (JSON.stringify(screens) === JSON.stringify(this.base)) return;
    this.base = screens;
    this.fill(screens);
    show(this.meanwhile, true);
  }

  /** The sketches show what the switches say. */
  sketch() {
    setAttr(this.element, "data-next", this.next.value);
    for (const box of this.switches) setAttr(this.element, `data-${box.name}`, String(box.checked));
  }
}

/**
 * Set what is named, and leave the rest as it is now.
 * @param {Store} store
 * @param {Partial<Screens>} but
 * @returns {Promise<Settled>}
 */
export async function putScreens({ screens }, but) {
  try {
    const answer = await fetch("/api/v1/screens", {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      credentials: "same-origin",
      signal: AbortSignal.timeout(ANSWER_MS),
      body: JSON.stringify({ ...screens, ...but }),
    });
    const told = await answer.json();
    if (answer.ok) return { ok: true };
    return { ok: false, refusal: told.error };
  } catch {
    return { ok: false, refusal: { code: "no-answer", message: "" } };
  }
}
