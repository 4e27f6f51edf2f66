/**
 * The shapes that travel on the wire, as the pages read them. Nothing here
 * runs: the file only gives the other modules their types.
 *
 * @typedef {"ready"|"speaking"|"warning"|"over"|"overrun"} Phase
 * @typedef {"dark"|"flash"|"steady"} Signal
 * @typedef {"waiting"|"speaking"|"heard"|"absent"|"withdrawn"|"not-heard"} Status
 *
 * @typedef {object} Rule One kind's limit, in milliseconds from the start.
 * @property {string} kind
 * @property {number|null} limit_ms
 * @property {number|null} warning_ms
 * @property {number|null} grace_ms
 *
 * @typedef {object} Meeting
 * @property {string} symbol
 * @property {string} title
 * @property {boolean} suspended
 * @property {boolean} closed
 * @property {boolean} list_closed
 * @property {boolean} [sample]
 * @property {{name: string, kinds: Rule[]}} [rules]
 *
 * @typedef {object} Floor The statement of the one who has the floor.
 * @property {number} statement
 * @property {string} entry
 * @property {string} delegation
 * @property {string} [speaker]
 * @property {string} kind
 * @property {string} [on_behalf_of]
 * @property {string} [seat]
 * @property {Phase} phase
 * @property {boolean} paused
 * @property {string} [pause_reason]
 * @property {Signal} signal
 * @property {number} elapsed_ms
 * @property {number|null} zero_ms
 * @property {number|null} limit_ms
 * @property {number|null} warning_ms
 * @property {number|null} grace_ms
 * @property {number} [extended_ms]
 * @property {Partial<Record<Phase, Signal>>} [signals]
 * @property {number|null} [given_ms]
 * @property {number} [urged]
 * @property {number|null} [urged_ms]
 *
 * @typedef {object} Last The statement that ended last.
 * @property {number} [statement]
 * @property {string} [entry]
 * @property {string} delegation
 * @property {string} [speaker]
 * @property {string} [kind]
 * @property {number} used_ms
 * @property {number|null} [limit_ms]
 *
 * @typedef {object} Entry One line of the speakers' list.
 * @property {string} entry
 * @property {number} seq
 * @property {string} delegation
 * @property {string} [speaker]
 * @property {string} kind
 * @property {string} [on_behalf_of]
 * @property {Status} status
 * @property {string} [seat]
 * @property {string} [remarks]
 *
 * @typedef {object} Seat
 * @property {string} seat
 * @property {boolean} connected
 * @property {Signal} [signal]
 * @property {number} [late_us]
 * @property {string} [name]
 *
 * @typedef {object} State
 * @property {"state"} [type]
 * @property {number} rev
 * @property {string} now
 * @property {number} clock_ms
 * @property {string} boot
 * @property {string} run
 * @property {string} [role]
 * @property {Meeting} meeting
 * @property {Floor|null} floor
 * @property {Last|null} [last]
 * @property {Entry[]} list
 * @property {{of: number, what: string, by?: string}|null} [undo]
 * @property {{code: string, message: string}[]} [notices]
 * @property {{state: "ok"|"slow"|"failed", waiting_ms?: number}} [saving]
 * @property {Seat[]} [seats]
 *
 * @typedef {object} Refusal
 * @property {string} code
 * @property {string} message
 * @property {string} [field]
 * @property {number} [rev]
 * @property {string} [by]
 *
 * @typedef {object} Receipt
 * @property {number} rev
 * @property {string} [at]
 * @property {string} [entry]
 * @property {number} [statement]
 *
 * @typedef {"connecting"|"live"|"lost"|"closed"} LinkStatus
 */
export {};
