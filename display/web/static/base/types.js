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
 * @property {string|null} [until] when a suspended meeting is to go on
 * @property {boolean} closed
 * @property {string|null} [closed_at]
 * @property {number} [not_heard] how many were not heard when the debate closed
 * @property {boolean} list_closed
 * @property {boolean} [sample]
 * @property {{name: string, kinds: Rule[], presets?: string[]}} [rules]
 *
 * @typedef {object} Floor The statement of the one who has the floor.
 * @property {number} statement
 * @property {string} entry empty for a point of order
 * @property {string} delegation
 * @property {string} [listed] the delegation as the controller knows it
 * @property {Record<string, string>} [names] of the delegation, by language
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
 * @property {number|null} [started_ms] null before the start, or on another clock
 * @property {number} [urged]
 * @property {number|null} [urged_ms]
 * @property {boolean} [carried_over] the controller was away: the elapsed time may be set
 *
 * @typedef {object} Last The statement that ended last.
 * @property {number} [statement]
 * @property {string} [entry]
 * @property {string} delegation
 * @property {string} [listed] the delegation as the controller knows it
 * @property {Record<string, string>} [names] of the delegation, by language
 * @property {string} [speaker]
 * @property {string} [kind]
 * @property {number} used_ms
 * @property {number|null} [limit_ms]
 *
 * @typedef {object} Entry One line of the speakers' list.
 * @property {string} entry
 * @property {number} seq
 * @property {string} delegation
 * @property {string} [listed] the delegation as the controller knows it
 * @property {Record<string, string>} [names] of the delegation, by language
 * @property {string} [speaker]
 * @property {string} kind
 * @property {string} [on_behalf_of]
 * @property {Status} status
 * @property {string} [seat]
 * @property {string} [remarks]
 *
 * @typedef {object} Seat A microphone, its light and the agent that drives it.
 * @property {string} seat
 * @property {boolean} connected
 * @property {boolean} [local] its light is driven by the controller itself
 * @property {string} [version]
 * @property {string} [address]
 * @property {number|null} [since_ms] of the connection, or of its loss
 * @property {number|null} [last_seen_ms]
 * @property {Signal} [signal] that the light last reported
 * @property {boolean} [acknowledged] it is known to show what it has to
 * @property {number} [late_us]
 * @property {boolean} [synchronised]
 * @property {number} [error_ms] how far its clock may be from the controller's
 * @property {number} [trip_ms]
 * @property {string} [failing] why it cannot be set, as the agent put it
 * @property {string} [rival] the address of another agent that wants the seat
 * @property {number|null} [may_show_ms] not reached, and until when it may show a signal
 * @property {boolean} [contact] the microphone has one
 * @property {boolean} [talking] it is open
 * @property {number|null} [talk_ms] since when it is, or is not
 *
 * @typedef {object} LightTest Lights that flash to be found.
 * @property {string[]} seats
 * @property {number} until_ms
 *
 * @typedef {object} Undoable Something that was done and can be taken back.
 * @property {number} of
 * @property {string} what the event's name
 * @property {string} [by]
 * @property {string} at
 * @property {string} [about] whom it concerned
 * @property {number} [blocked_by] the later revision that depends on it
 *
 * @typedef {object} Saving
 * @property {"ok"|"slow"|"failed"} state
 * @property {number} [waiting_ms]
 * @property {number} [unrecorded] acts done and not yet written
 * @property {boolean} [going_on] the chair chose not to wait for the disk
 *
 * @typedef {object} State
 * @property {number} rev
 * @property {string} now
 * @property {number} clock_ms
 * @property {string} boot
 * @property {string} run
 * @property {string} [role]
 * @property {Meeting} meeting
 * @property {Floor|null} floor
 * @property {Floor|null} [interrupted] waits for the ruling on a point of order
 * @property {Last|null} [last]
 * @property {Entry[]} list
 * @property {{of: number, what: string, by?: string, about?: string}|null} [undo]
 * @property {Undoable[]} [undoable] newest first
 * @property {Last[]} [ended] newest first
 * @property {{code: string, message: string, about?: string}[]} [notices]
 * @property {Saving} [saving]
 * @property {Seat[]} [seats]
 * @property {LightTest|null} [test]
 *
 * @typedef {object} Refusal
 * @property {string} code
 * @property {string} message
 * @property {string} [field]
 * @property {string} [why] the name of its sentence
 * @property {(string|number)[]} [about] what stands in that sentence
 * @property {number} [rev]
 * @property {string} [by]
 *
 * @typedef {object} Receipt
 * @property {number} rev
 * @property {string} [at]
 * @property {string} [entry]
 * @property {number} [statement]
 * @property {string} [notice] what should be known beside, as the controller put it
 *
 * @typedef {object} Screens How the public screens show the debate.
 * @property {"default"|"contrast"|"hourglass"} theme
 * @property {number} next how many of the next speakers are named
 * @property {boolean} speaker
 * @property {boolean} overtime
 * @property {boolean} clock
 * @property {string[]} languages none: each screen follows its own browser
 * @property {boolean} together side by side rather than in turn
 *
 * @typedef {object} Hello The greeting of the socket.
 * @property {string} protocol
 * @property {string} boot
 * @property {string} [pages] the edition of the controller's pages
 * @property {Screens} [screens]
 *
 * @typedef {object} Sync The answer to a question for the time, in milliseconds.
 * @property {number} t0 when it was asked, on the clock of the page
 * @property {number} t1 when it came, on the controller's
 * @property {number} t2 when it was answered, on the controller's
 * @property {string} boot
 *
 * @typedef {object} SeatsNow Seats change without a revision.
 * @property {Seat[]} seats
 * @property {LightTest|null} test
 *
 * A message out of its envelope: what kind it is, and what it brings. Only that is
 * kept, so that whoever puts it back over HTTP puts back no envelope.
 * @typedef {{type: "hello", content: Hello}
 *   |{type: "state", content: State}
 *   |{type: "tick", content: {clock_ms: number}}
 *   |{type: "sync", content: Sync}
 *   |{type: "seats", content: SeatsNow}
 *   |{type: "screens", content: Screens}} Message
 *
 * @typedef {"connecting"|"live"|"lost"|"refused"|"closed"} LinkStatus
 */
export {};
