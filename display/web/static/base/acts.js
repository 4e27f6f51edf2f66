/**
 * The acts that the controller takes. Written from its table of acts by
 * `go test ./display/wire -update`, never by hand.
 *
 * @typedef {(
 *   |"absent"
 *   |"amend"
 *   |"back-date"
 *   |"change-note"
 *   |"change-prepared"
 *   |"close-debate"
 *   |"close-list"
 *   |"correct"
 *   |"discard-prepared"
 *   |"end"
 *   |"extend"
 *   |"give-floor"
 *   |"go-on-unrecorded"
 *   |"hand-over"
 *   |"identify"
 *   |"inscribe"
 *   |"move"
 *   |"name-state"
 *   |"note"
 *   |"open-meeting"
 *   |"order-list"
 *   |"pause"
 *   |"point-of-order"
 *   |"prepare-meeting"
 *   |"put-away"
 *   |"reconvene"
 *   |"remind"
 *   |"reopen"
 *   |"reopen-debate"
 *   |"reopen-list"
 *   |"restart"
 *   |"resume"
 *   |"right-of-reply"
 *   |"rule"
 *   |"set-elapsed"
 *   |"set-end"
 *   |"set-list-opening"
 *   |"set-rules"
 *   |"start"
 *   |"suspend"
 *   |"take-back-note"
 *   |"take-list"
 *   |"undo"
 *   |"urge"
 *   |"withdraw"
 * )} Act
 */

/**
 * They name the statement that they mean: the one on the floor when they were chosen.
 * @type {ReadonlySet<Act>}
 */
export const BY_STATEMENT = new Set([
  "start",
  "pause",
  "resume",
  "extend",
  "urge",
  "remind",
  "end",
  "hand-over",
  "back-date",
  "restart",
  "set-elapsed",
  "rule",
]);

/**
 * They name the revision of the list that was looked at.
 * @type {ReadonlySet<Act>}
 */
export const BY_REVISION = new Set([
  "reopen",
  "inscribe",
  "amend",
  "withdraw",
  "move",
  "absent",
  "right-of-reply",
  "order-list",
  "close-list",
  "reopen-list",
]);

/**
 * They are the chair's alone: a secretary may not do them.
 * @type {ReadonlySet<Act>}
 */
export const CHAIR_ALONE = new Set(["open-meeting", "close-debate", "reopen-debate", "set-rules"]);

/**
 * The events that the chair alone may undo, for they follow from those acts.
 * @type {ReadonlySet<string>}
 */
export const CHAIR_UNDOES = new Set(["debate-closed", "debate-reopened", "rules-set"]);
