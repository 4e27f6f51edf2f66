/**
 * What belongs to the device in somebody's hands and to no debate: its cues, its
 * keys, its screen, and the sheet where they are chosen.
 *
 * @import { Store } from "../../link/store.js"
 * @import { ConsoleSheet } from "./console-sheet.js"
 * @import { HelpSheet } from "./help-sheet.js"
 *
 * @typedef {object} DeviceParts
 * @property {ConsoleSheet} sheet
 * @property {HelpSheet} help
 * @property {() => void} people shows who is signed in
 * @property {() => boolean} search looks for somebody in the list; false where it cannot
 * @property {(why: string) => void} refuse says why a tap is not possible now
 */
import { t } from "../../base/i18n.js";
import { need, show } from "../../kit/dom.js";
import { icon } from "../../kit/icons.js";
import { stayAwake } from "../../kit/wake.js";
import { signOut } from "../../link/session.js";
import { CuePlayer } from "./cue-player.js";
import { Preferences } from "./preferences.js";
import { listen } from "./shortcuts.js";

export class Device {
  /**
   * @param {Store} store
   * @param {DeviceParts} parts
   */
  constructor(store, { sheet, help, people, search, refuse }) {
    const preferences = new Preferences();
    this.player = new CuePlayer(store, preferences);
    sheet.connect(preferences, this.player, {
      help: () => help.show(preferences.get("shortcuts")),
      people,
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
