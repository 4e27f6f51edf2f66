/**
 * What belongs to the device in somebody's hands and to no debate: its cues, its
 * keys, its screen, and the sheet where they are chosen.
 *
 * @typedef {import("../../link/store.js").Store} Store
 * @typedef {import("./console-sheet.js").ConsoleSheet} ConsoleSheet
 * @typedef {import("./help-sheet.js").HelpSheet} HelpSheet
 *
 * @typedef {object} DeviceParts
 * @property {ConsoleSheet} sheet
 * @property {HelpSheet} help
 * @property {() => boolean} search looks for somebody in the list; false where it cannot
 * @property {(why: string) => void} refuse says why a tap is not possible now
 */
import { CuePlayer } from "./cue-player.js";
import { need, show } from "../../kit/dom.js";
import { t } from "../../base/i18n.js";
import { icon } from "../../kit/icons.js";
import { Preferences } from "./preferences.js";
import { signOut } from "../../link/session.js";
import { listen } from "./shortcuts.js";
import { stayAwake } from "../../kit/wake.js";

export class Device {
  /**
   * @param {Store} store
   * @param {DeviceParts} parts
   */
  constructor(store, { sheet, help, search, refuse }) {
    const preferences = new Preferences();
    this.player = new CuePlayer(store, preferences);
    sheet.connect(preferences, this.player, {
      help: () => help.show(preferences.get("shortcuts")),
      signOut: async () => {
        try {
          await signOut();
        } catch {
          refuse(t("refusal.no-answer"));
          return;
        }
        store.signedIn = false; // by intent: nothing stays in sight
        store.link.renew();
        sheet.close();
      },
    });
    const open = need("#console-open");
    open.prepend(icon("settings"));
    open.addEventListener("click", () => sheet.show());
    listen({ on: () => preferences.get("shortcuts"), search, refuse });
    stayAwake((state) => {
      show(need("#may-sleep"), state !== "awake");
      sheet.awake(state);
    });
  }

  /** At each frame. */
  frame() {
    this.player.frame();
  }
}
