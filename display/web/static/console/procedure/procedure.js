/**
 * The acts of procedure: what each asks, what it sends, and why it is not
 * possible now.
 *
 * @typedef {import("../../link/store.js").Store} Store
 * @typedef {import("../../base/types.js").State} State
 * @typedef {import("../../link/commands.js").Commands} Commands
 * @typedef {import("../../link/commands.js").Outcome} Outcome
 * @typedef {import("../../kit/ask-dialog.js").Question} Question
 *
 * @typedef {object} Act
 * @property {string} name its text is act.<name>
 * @property {string} shape
 * @property {(state: State) => boolean} [shown] one of two that exclude each other
 * @property {(store: Store) => string} why why it is not possible now; empty if it is
 * @property {(state: State, commands: Commands, store: Store) => Question|null} [ask]
 * @property {(commands: Commands) => Promise<Outcome>} [send] without a question
 */
import { floorActs } from "./acts-floor.js";
import { listActs, meetingActs } from "./acts-meeting.js";

/** @type {{name: "floor"|"list"|"meeting", acts: Act[]}[]} */
export const GROUPS = [
  { name: "floor", acts: floorActs },
  { name: "list", acts: listActs },
  { name: "meeting", acts: meetingActs },
];
