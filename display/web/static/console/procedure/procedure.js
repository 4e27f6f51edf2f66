/**
 * The acts of procedure: what each asks, what it sends, and why it is not
 * possible now.
 *
 * @import { State } from "../../base/types.js"
 * @import { Question } from "../../kit/ask-dialog.js"
 * @import { Commands, Outcome } from "../../link/commands.js"
 * @import { Store } from "../../link/store.js"
 *
 * @typedef {object} Act
 * @property {string} name its text is act.<name>
 * @property {string} shape
 * @property {(state: State) => boolean} [shown] one of two that exclude each other
 * @property {(store: Store) => string} why why it is not possible now; empty if it is
 * @property {(state: State, commands: Commands, store: Store) => Question|null} [ask]
 * @property {(commands: Commands, store: Store) => Promise<Outcome>} [send] without a question
 * @property {string} [opens] a sheet of the console
 */
import { floorActs } from "./acts-floor.js";
import { listActs, meetingActs } from "./acts-meeting.js";
import { remindActs } from "./acts-remind.js";

/** @type {{name: "floor"|"list"|"meeting", acts: Act[]}[]} */
export const GROUPS = [
  { name: "floor", acts: [...floorActs, ...remindActs] },
  { name: "list", acts: listActs },
  { name: "meeting", acts: meetingActs },
];
