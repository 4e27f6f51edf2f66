/**
 * <console-sheet>: what a person chooses for this device: sound and vibration at
 * the changes of the phase, the keys, the language; whether the screen stays on. And how
 * full the hall is.
 *
 * @import { Wakefulness } from "../../kit/wake.js"
 * @import { CuePlayer } from "./cue-player.js"
 * @import { Cue } from "./cues.js"
 * @import { Chosen, Preferences } from "./preferences.js"
 */
import { t } from "../../base/i18n.js";
import { actButton } from "../../kit/act-button.js";
import { h, setAttr, setText, show } from "../../kit/dom.js";
import { icon, setIcon } from "../../kit/icons.js";
import { buildSheet, openSheet } from "../../kit/sheet.js";

/** @type {Cue[]} */
const CUES = ["warning", "limit", "prompt"];

export class ConsoleSheet extends HTMLElement {
  /**
   * @param {Preferences} preferences
   * @param {CuePlayer} player
   * @param {{help: () => void, people: () => void, signOut: () => Promise<void>}} acts
   */
  connect(preferences, player, acts) {
    this.preferences = preferences;
    this.player = player;
    /** @type {Wakefulness} */
    this.wakefulness = "refused";
    this.soundNote = h("p", { class: "setting-note", role: "status" });
    this.vibrationNote = h("p", { class: "setting-note", role: "status" });
    const sounds = h("div", { class: "tries" }, ...CUES.map((cue) => this.attempt(cue)));
    this.vibrate = actButton("try-vibration", "vibration", t("do.try"), () => this.tryVibration(), "quiet");
    this.awakeShape = icon("heard");
    this.awakeText = h("p", { id: "wake-state", role: "status" });
    this.awakeHow = h("p", {}, h("a", { class: "button quiet", href: "/trust" }, t("wake.how")));
    this.guests = h("p", { id: "guests", role: "status" });
    this.leave = actButton("sign-out", "sign-out", t("do.sign-out"), acts.signOut, "quiet");
    const help = actButton("help-open", "keyboard", t("do.all-shortcuts"), () => {
      this.close();
      acts.help();
    });
    this.people = actButton("people-open", "people", t("settings.people.open"), () => {
      this.close();
      acts.people();
    });
    this.peopleGroup = group(t("act.people"), h("div", { class: "setting-pair" }, this.people));
    this.dialog = buildSheet(
      "settings",
      t("settings.heading"),
      this.peopleGroup,
      group(
        t("settings.cues"),
        h("p", { class: "muted" }, t("settings.cues.lead")),
        this.check("sound", t("settings.sound")),
        sounds,
        this.soundNote,
        h("div", { class: "setting-pair" }, this.check("vibration", t("settings.vibration")), this.vibrate),
        this.vibrationNote,
      ),
      group(
        t("settings.keys"),
        h("div", { class: "setting-pair" }, this.check("shortcuts", t("settings.shortcuts")), help),
      ),
      group(t("settings.awake"), h("div", { class: "wake-line" }, this.awakeShape, this.awakeText), this.awakeHow),
      group(t("settings.hall"), this.guests),
      group(
        t("settings.page"),
        h("div", { class: "setting-pair" }, document.createElement("language-switch"), this.leave),
      ),
    );
    this.append(this.dialog);
  }

  close() {
    this.dialog?.close();
  }

  /** @param {boolean} signedIn */
  render(signedIn) {
    if (this.leave) show(this.leave, signedIn);
    if (this.peopleGroup) show(this.peopleGroup, signedIn);
  }

  show() {
    const { dialog, player, vibrationNote, vibrate, soundNote } = this;
    if (!dialog || !player || !vibrationNote || !vibrate || !soundNote) return;
    setText(soundNote, player.tones.available ? "" : t("settings.sound.none"));
    setText(vibrationNote, player.vibrates ? "" : t("settings.vibration.none"));
    vibrate.disabled = !player.vibrates;
    const box = dialog.querySelector('input[name="vibration"]');
    if (box instanceof HTMLInputElement) box.disabled = !player.vibrates;
    openSheet(dialog);
    void this.countGuests();
  }

  /** How full the hall is, and whom the controller kept to a measure. */
  async countGuests() {
    const { guests } = this;
    if (!guests) return;
    try {
      const answer = await fetch("/api/v1/health", { cache: "no-store", credentials: "same-origin" });
      const { here, places, refused, slowed } = (await answer.json()).guests;
      const full = places > 0 ? t("settings.hall.guests", { here, places }) : t("settings.hall.open", { here });
      setText(guests, `${full} ${t("settings.hall.kept", { refused, slowed })}`);
    } catch {
      setText(guests, t("settings.hall.unknown"));
    }
  }

  /** @param {Wakefulness} state */
  awake(state) {
    const { awakeText, awakeShape, awakeHow } = this;
    if (!awakeText || !awakeShape || !awakeHow) return;
    setAttr(this, "data-wake", state);
    setIcon(awakeShape, state === "awake" ? "heard" : "warning");
    setText(awakeText, t(`wake.${state}`));
    show(awakeHow, state === "insecure");
  }

  /**
   * A switch that is remembered.
   * @param {keyof Chosen} name
   * @param {string} text
   */
  check(name, text) {
    const box = h("input", { type: "checkbox", name, checked: this.preferences?.get(name) });
    box.addEventListener("change", () => {
      this.preferences?.set(name, box.checked);
      // The tap that switches it on is the tap that browsers want.
      if (name === "sound" && box.checked) void this.trySound("warning");
    });
    return h("label", { class: "check" }, box, h("span", {}, text));
  }

  /** @param {Cue} cue */
  attempt(cue) {
    return actButton(`try-${cue}`, "sound", t(`cue.${cue}`), () => this.trySound(cue), "quiet");
  }

  /** @param {Cue} cue */
  async trySound(cue) {
    const heard = await this.player?.sound(cue);
    if (this.soundNote) setText(this.soundNote, heard ? "" : t("settings.sound.refused"));
  }

  /** @returns {void} */
  tryVibration() {
    const felt = this.player?.vibrate("prompt");
    if (this.vibrationNote) setText(this.vibrationNote, felt ? "" : t("settings.vibration.refused"));
  }
}

/**
 * @param {string} heading
 * @param {...HTMLElement} content
 */
function group(heading, ...content) {
  return h("section", { class: "sheet-group" }, h("h3", {}, heading), ...content);
}
