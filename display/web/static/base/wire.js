/**
 * The shapes that travel, as the controller sends them. Written from its types by
 * `go test ./display/wire -update`, never by hand. Nothing here runs.
 *
 * @typedef {"ready"|"speaking"|"warning"|"over"|"overrun"} Phase
 *
 * @typedef {"dark"|"flash"|"steady"} Signal
 *
 * @typedef {"waiting"|"speaking"|"heard"|"absent"|"withdrawn"|"not-heard"} Status
 *
 * @typedef {"state"|"group"|"complementing"|"briefer"|"observer"|"president-national"|"right-of-reply"|"second-right-of-reply"|"point-of-order"} Kind
 *
 * @typedef {"chair"|"secretary"|"light"|"screen"|"booth"|"metrics"|"public"|"program"} Role
 *
 * @typedef {"ok"|"slow"|"failed"} SavingState
 *
 * @typedef {"unauthenticated"|"forbidden"|"malformed"|"too-large"|"stale"|"not-now"|"invalid"|"unknown"|"not-saved"|"not-found"|"full"} Code
 *
 * @typedef {"member"|"rule-37"|"rule-39"|"observer"|"other"} Capacity
 *
 * @typedef {"head-of-state"|"head-of-government"|"deputy-head"|"minister"|"vice-minister"|"permanent-representative"|"charge"|"other"} Level
 *
 * @typedef {"on-file"|"missing"} Letter
 *
 * @typedef {"registered"|"level"} ListOrder
 *
 * @typedef {"slower"|"microphone"} Line
 *
 * @typedef {"added"|"withdrawn"|"moved"|"changed"} ChangeWhat
 *
 * @typedef {object} Card What the gallery shows in place of the debate: a sentence that the pages have in each of their languages, a text of the room's own, or nothing at all. It stays until it is taken away, whatever becomes of the debate, and over a restart.
 * @property {"resumes"|"begins"|"soon"|"adjourned"|"wait"|"text"|"blank"} says which sentence, or text, or blank
 * @property {string} [time] the time of day in it, as the clock of the room has it: 15:00
 * @property {string} [text] the room's own words, where it says text
 *
 * @typedef {object} Screens How the public screens show the debate: a setting of the room and no part of the record. The hello has it, and a message of its own when it has changed.
 * @property {"default"|"contrast"|"hourglass"} theme the look of the gallery
 * @property {number} next how many of the next speakers are named
 * @property {boolean} speaker the representative is named under the delegation
 * @property {boolean} overtime what lies past the limit is counted up
 * @property {boolean} clock the time of day is shown
 * @property {string[]} languages codes of those that the gallery speaks; none lets each screen follow its own browser
 * @property {boolean} together side by side rather than in turn
 * @property {Card} [card]
 *
 * @typedef {object} Hello The first message of the server.
 * @property {string} protocol
 * @property {string} run
 * @property {string} boot
 * @property {string} version
 * @property {number} [lead] where several controllers could lead, which lead this is: they rise, and who has heard a higher one does not heed a lower one
 * @property {boolean} [standby] another one leads: an agent asks the next address
 * @property {string} [pages] the edition of the pages that belong to this program
 * @property {Screens} [screens] how the public pages show the debate
 *
 * @typedef {object} Standby A controller that follows another one, and leads when that is gone.
 * @property {string} leader where who leads is reached; empty where nobody is known
 * @property {number} [within_ms] how far what is shown of its clock may be off at most, in whole milliseconds; absent where its clock is not known, and wall clocks are compared
 *
 * @typedef {object} Other Another controller of the room, where there are several: where a page finds it.
 * @property {string} address its origin, https://10.0.0.2:8443
 * @property {string} [public_http] that of its public door, where it has one
 *
 * @typedef {object} Rule The time rule of one kind; null where there is no limit.
 * @property {Kind} kind
 * @property {number|null} limit_ms
 * @property {number|null} warning_ms
 * @property {number|null} grace_ms
 * @property {number} [grace_percent] where the grace is a share of the limit: it follows another limit, rounded up to a whole second
 *
 * @typedef {object} Rules The time rules of the meeting, for each kind of statement.
 * @property {string} name
 * @property {string[]} presets names of the built-in rules
 * @property {Rule[]} kinds
 *
 * @typedef {object} Meeting Describes the meeting.
 * @property {string} symbol
 * @property {string} title
 * @property {boolean} suspended nothing starts or resumes meanwhile
 * @property {string|null} until when a suspended meeting is to go on, where that is known
 * @property {boolean} closed the debate: nobody may have the floor
 * @property {string|null} closed_at when the debate was closed
 * @property {number} not_heard how many had not been heard when the debate was closed
 * @property {boolean} list_closed
 * @property {boolean} rehearsal it does not count
 * @property {boolean} sample the list is the embedded one to rehearse with
 * @property {string} list_language the language in which the list names States, empty where it is not known: a page in another one looks for names that the list does not have
 * @property {string|null} list_opens_at for operators, where it is known: when the list was, or is to be, opened for registration
 * @property {string} [ends_by] when interpretation ends, where that is known; absent in a meeting that says so: it is not
 * @property {boolean} [light_moves] for operators: whether the light moves with a limit that is extended, as it was said the last time; absent before
 * @property {Rules} [rules] always, but for a later message on the socket where they have not changed
 *
 * @typedef {object} Signals Says what the light shows in each phase of a running statement. Before the start, while paused and after the end it is always dark.
 * @property {Signal} speaking
 * @property {Signal} warning
 * @property {Signal} over
 * @property {Signal} overrun
 *
 * @typedef {object} Reminded A calm line on the screen of a seat.
 * @property {Line} line
 * @property {string} seat whose screen shows it; empty = none does
 * @property {number|null} at_ms steady: when it was asked for; null where that was on another clock, as the next
 * @property {number|null} until_ms steady: until when it is shown
 * @property {string} [by] who asked; for operators and booths
 *
 * @typedef {object} Floor The statement that has the floor, as it is at the state's now.
 * @property {number} statement
 * @property {string} entry empty for a point of order
 * @property {string} [delegation] absent where unnamed
 * @property {boolean} [unnamed] a point of order of which it is not yet known who raised it: it is shown without a name
 * @property {Record<string, string>} [names] the delegation in other languages, by language code
 * @property {string} [state] its code of three letters, where names are missing
 * @property {string} speaker
 * @property {Kind} kind
 * @property {string} [on_behalf_of]
 * @property {string} seat that is in force, whatever the list says; empty = none
 * @property {Phase} phase
 * @property {boolean} paused
 * @property {string} [pause_reason] as it was given; suspension or clock-held where nobody paused
 * @property {Signal} signal
 * @property {number} elapsed_ms at now, rounded down
 * @property {number|null} zero_ms steady instant of elapsed zero, all pauses counted in; null while the clock stands
 * @property {number|null} limit_ms null = no limit
 * @property {number|null} warning_ms
 * @property {number|null} grace_ms
 * @property {number} extended_ms
 * @property {Signals} signals
 * @property {number|null} given_ms steady instant at which the floor was given
 * @property {number|null} started_ms steady instant of the start, corrections counted in; null before it
 * @property {number} urged how often the President asked to conclude
 * @property {number|null} urged_ms steady: the last time
 * @property {Reminded[]} [reminded] what the speaker is being reminded of; absent where there is nothing, or no more
 * @property {string} [language] for operators and booths: in which it is made, as the list says
 * @property {boolean} [carried_over] for operators, where it is so: the controller was away on another clock since the floor was given, and set-elapsed is possible
 * @property {number} [allowance_ms] for operators: what of the limit is this speaker's own, and private
 *
 * @typedef {object} Last The statement that ended last.
 * @property {number} statement
 * @property {string} entry
 * @property {string} [delegation] absent where unnamed
 * @property {boolean} [unnamed] a point of order of which it is not known who raised it
 * @property {Record<string, string>} [names] the delegation in other languages, by language code
 * @property {string} [state] its code of three letters, where names are missing
 * @property {string} speaker
 * @property {Kind} kind
 * @property {string} [seat] for operators, of those that have ended: that was in force
 * @property {number} used_ms
 * @property {number|null} limit_ms
 *
 * @typedef {object} Entry A line of the speakers' list.
 * @property {string} entry
 * @property {number} seq
 * @property {string} delegation
 * @property {Record<string, string>} [names] the delegation in other languages, by language code
 * @property {string} speaker
 * @property {Kind} kind
 * @property {string} [on_behalf_of]
 * @property {Status} status
 * @property {string} [state] its code of three letters, where names are missing
 * @property {string} [seat] chair and secretary only, as all below; booths have seat and language
 * @property {string} [iso3]
 * @property {string} [language]
 * @property {string} [remarks]
 * @property {Capacity} [capacity]
 * @property {Level} [level]
 * @property {boolean} [level_guessed] from a post: nobody has said so
 * @property {string} [title] of the speaker
 * @property {string} [registered_at]
 * @property {Letter} [letter] the signed one by which a State asks to take part under rule 37
 * @property {number} [allowance_ms] more time for this speaker: private
 * @property {number} [statement] of who was heard: by which statement, and what it used
 * @property {number} [used_ms]
 *
 * @typedef {object} Latest What was done last, also where it cannot be undone, and who did it. A page that asked for it knows it by the id of its command: what somebody else did must not make another act of the button that is just being tapped.
 * @property {number} rev
 * @property {string} what the event, such as statement-started
 * @property {string} by
 * @property {string} at
 * @property {string} [id] of the command, where it was given in this run
 *
 * @typedef {object} UndoValue Something that an act changed, cut to what a line has room for.
 * @property {string} field as a correction of the record names it; of other acts, too: allotted_ms, warning_ms, elapsed_ms, earlier_ms, speaker, seat, reason, then, text, name, ends_at, opens_at, until_at
 * @property {string} was an instant, milliseconds, or a text; empty = none
 * @property {string} now
 *
 * @typedef {object} Undo What an undo would take back.
 * @property {number} of the revision to undo
 * @property {string} what the event, such as statement-started
 * @property {string} by
 * @property {string} at
 * @property {string} [about] the delegation concerned
 * @property {string} act by which it was done: what was tapped
 * @property {UndoValue[]} [values] what it changed
 * @property {number} [blocked_by] the later revision that depends on it and must be undone first
 *
 * @typedef {object} Prepared A meeting that can be opened.
 * @property {number} prepared its number, which is never given twice
 * @property {string} symbol
 * @property {string} title
 * @property {boolean} rehearsal
 * @property {string} rules their name
 * @property {number} lines of its speakers' list
 * @property {string} [zone]
 * @property {string} by
 * @property {string} at
 *
 * @typedef {object} PutAway Who put something away, and when.
 * @property {string} by
 * @property {string} at
 *
 * @typedef {object} Notice Something that operators should know, in one plain sentence.
 * @property {string} notice its name, by which it is put away
 * @property {string} code
 * @property {string} message
 * @property {string} [about] what stands in the sentence, for other languages
 * @property {PutAway} [put_away] Who put it away, for all devices, and when; null while it is open. It is never changed in place.
 *
 * @typedef {object} DoubtLine Where one of them stands in the file.
 * @property {number} line from 1
 * @property {number} column in characters from 1
 * @property {string} [cell] of a sheet, "C14"
 * @property {string[]} [about] where it is not that of the group, as the next
 * @property {string} [message] one plain sentence
 *
 * @typedef {object} DoubtGroup The doubts of one kind about one thing.
 * @property {string} code what is doubted, for other languages; may be empty
 * @property {string} [field] of a speaker, as the interface names it
 * @property {string[]} [about] what stands in the sentence, where it is the same in all of them
 * @property {string} message of the first, one plain sentence
 * @property {number} count
 * @property {DoubtLine[]} lines the first of them
 *
 * @typedef {object} Doubts What may not be meant of a list that was taken, in groups of one kind each: one thing to be known, however many lines it is about. It is never changed in place.
 * @property {string} notice its name, by which it is put away
 * @property {string} file
 * @property {number} count
 * @property {DoubtGroup[]} groups
 * @property {PutAway} [put_away] as of a Notice
 *
 * @typedef {object} Saving Says how the journal does.
 * @property {SavingState} state
 * @property {number} waiting_ms since the write began that has not ended, or that failed
 * @property {boolean} going_on the chair chose to go on unrecorded
 * @property {number} unrecorded actions that were done and are not yet written
 *
 * @typedef {object} Proposal Says that a list that is watched has changed, or cannot be read: operators may look at what it would change, and take it.
 * @property {string} name of the file
 * @property {string} [digest] by which its preview is asked for
 * @property {number} changes how many there would be
 * @property {string} [refused] why it cannot be read, in one plain sentence
 *
 * @typedef {object} Seat A microphone, its light and the agent that drives it.
 * @property {string} seat
 * @property {boolean} connected
 * @property {boolean} local its light is driven by the controller itself
 * @property {string} [agent] identity of the run of the agent
 * @property {string} [version]
 * @property {string} [address]
 * @property {number|null} since_ms steady: of the connection, or of its loss
 * @property {number|null} last_seen_ms steady
 * @property {Signal} signal that the light last reported
 * @property {boolean} acknowledged it is known to show what it has to
 * @property {number} late_us how late the light last changed its signal
 * @property {boolean} synchronised the light knows the controller's clock
 * @property {number} error_ms how far the light's clock may be from the controller's, at most
 * @property {number} trip_ms to the agent and back
 * @property {string} [failing] why the light cannot be set
 * @property {string} [rival] address of another agent that wants the seat
 * @property {number} [dropped] what was reported of it in this run and left out: more than a light has to say
 * @property {number|null} may_show_ms steady: not connected, and until when the light may still show a signal
 * @property {string|null} may_show_until the same, by the wall clock
 * @property {boolean} contact the microphone has a talk contact
 * @property {boolean} talking it is open
 * @property {number|null} talk_ms steady: since when it is, or is not
 *
 * @typedef {object} Test Lets lights flash so that they can be found.
 * @property {string[]} seats
 * @property {number} from_ms steady
 * @property {number} until_ms steady
 *
 * @typedef {object} Controller Another controller as operators see it.
 * @property {string} address
 * @property {boolean} ready it leads, or would at once
 * @property {string} [away_since] when it was missed first, where it is not
 *
 * @typedef {object} Machine One of those that keep the record, and does not answer.
 * @property {string} address
 * @property {string} away_since
 *
 * @typedef {object} Several How a room does that has several controllers and machines. Its instants are of the wall clock of the controller that says so.
 * @property {string} leader where who leads is reached; empty where nobody is known
 * @property {Controller[]} others that were heard since this one was started
 * @property {string} [alone_since] since when this one has heard of no other; absent where it has of any
 * @property {number} machines that keep the record
 * @property {Machine[]} away of them those that do not answer
 *
 * @typedef {object} State All that a screen needs; the answer to GET /api/v1/state and the "state" message.
 * @property {number} rev counts journalled commands; comparable within one run
 * @property {string} now
 * @property {number} clock_ms the steady clock
 * @property {string} boot identity of the steady clock
 * @property {string} run identity of the process
 * @property {number} [lead] as in the hello
 * @property {Role} role the asker's
 * @property {Standby} [standby] where another controller leads and this one follows it: nothing is taken here
 * @property {Other[]} [others] the other controllers of the room: a page listens to them too, and goes over to the one that leads
 * @property {Meeting} meeting
 * @property {Floor|null} floor
 * @property {Floor|null} interrupted by the point of order that has the floor; its clock stands
 * @property {Last|null} last
 * @property {Entry[]} [list]
 * @property {Entry[]} [next] in place of the list, for those who do not ask for all of it: the first who wait, and how many do
 * @property {number} [waiting]
 * @property {Screens} [screens] to a public screen that asks for the state, so that it has all by one answer: how it shows the debate, and the edition of the pages
 * @property {string} [pages]
 * @property {Latest|null} [latest] null before there is a meeting; chair and secretary only, as all below
 * @property {Undo|null} [undo] the newest of what can be undone
 * @property {Undo[]} [undoable] what can be undone, newest first
 * @property {Last[]} [ended] the statements that have ended, newest first, for reopen
 * @property {Prepared[]} [prepared] the meetings that can be opened
 * @property {Notice[]} [notices]
 * @property {Doubts|null} [doubts] about the list that was taken
 * @property {Saving} [saving]
 * @property {Proposal|null} [proposal] a list that is watched has changed, or cannot be read; null where there is nothing to take
 * @property {Seat[]} [seats] each microphone, its light and the agent that drives it; on the socket a message {type: seats} says what has changed since
 * @property {Test|null} [test] lights that flash to be found (identify)
 * @property {Several} [several] where the room has several controllers, how they do, and the machines that keep the record
 *
 * @typedef {object} PlacedEntry A line, and the one that it follows.
 * @property {string} entry
 * @property {number} seq
 * @property {string} delegation
 * @property {Record<string, string>} [names] the delegation in other languages, by language code
 * @property {string} speaker
 * @property {Kind} kind
 * @property {string} [on_behalf_of]
 * @property {Status} status
 * @property {string} [state] its code of three letters, where names are missing
 * @property {string} [seat] chair and secretary only, as all below; booths have seat and language
 * @property {string} [iso3]
 * @property {string} [language]
 * @property {string} [remarks]
 * @property {Capacity} [capacity]
 * @property {Level} [level]
 * @property {boolean} [level_guessed] from a post: nobody has said so
 * @property {string} [title] of the speaker
 * @property {string} [registered_at]
 * @property {Letter} [letter] the signed one by which a State asks to take part under rule 37
 * @property {number} [allowance_ms] more time for this speaker: private
 * @property {number} [statement] of who was heard: by which statement, and what it used
 * @property {number} [used_ms]
 * @property {string|null} after null = it is the first
 *
 * @typedef {object} ListChange Turns the lines that a reader has into those that there are: what is gone is taken out, then each row in turn is taken from where it was, if it was there, and put behind the one that it names. What is not named keeps its order.
 * @property {number} from the revision that the reader is at; who is at another asks for the whole state, by a hello
 * @property {PlacedEntry[]} rows
 * @property {string[]} gone
 *
 * @typedef {object} PlacedUndo What can be undone, and what it follows.
 * @property {number} of the revision to undo
 * @property {string} what the event, such as statement-started
 * @property {string} by
 * @property {string} at
 * @property {string} [about] the delegation concerned
 * @property {string} act by which it was done: what was tapped
 * @property {UndoValue[]} [values] what it changed
 * @property {number} [blocked_by] the later revision that depends on it and must be undone first
 * @property {number|null} after null = it is the first
 *
 * @typedef {object} Blocking A new blocked_by of several rows.
 * @property {number} by 0 = nothing blocks them any more
 * @property {number[]} of
 *
 * @typedef {object} UndoableChange A ListChange of what can be undone. One act may block ten that came before: those are named by their revisions alone.
 * @property {number} from
 * @property {PlacedUndo[]} rows
 * @property {number[]} gone
 * @property {Blocking[]} [blocked] of rows that are there already
 *
 * @typedef {object} PlacedLast A statement that has ended, and the one that it follows.
 * @property {number} statement
 * @property {string} entry
 * @property {string} [delegation] absent where unnamed
 * @property {boolean} [unnamed] a point of order of which it is not known who raised it
 * @property {Record<string, string>} [names] the delegation in other languages, by language code
 * @property {string} [state] its code of three letters, where names are missing
 * @property {string} speaker
 * @property {Kind} kind
 * @property {string} [seat] for operators, of those that have ended: that was in force
 * @property {number} used_ms
 * @property {number|null} limit_ms
 * @property {number|null} after null = it is the first
 *
 * @typedef {object} EndedChange A ListChange of the statements that have ended.
 * @property {number} from
 * @property {PlacedLast[]} rows
 * @property {number[]} gone
 *
 * @typedef {object} PlacedPrepared A meeting that can be opened, and the one that it follows.
 * @property {number} prepared its number, which is never given twice
 * @property {string} symbol
 * @property {string} title
 * @property {boolean} rehearsal
 * @property {string} rules their name
 * @property {number} lines of its speakers' list
 * @property {string} [zone]
 * @property {string} by
 * @property {string} at
 * @property {number|null} after null = it is the first
 *
 * @typedef {object} PreparedChange A ListChange of the meetings that can be opened.
 * @property {number} from
 * @property {PlacedPrepared[]} rows
 * @property {number[]} gone
 *
 * @typedef {object} StateChange Each later "state" message on a socket: what has changed since the last one on that socket. Absent is unchanged, null is none; run, boot and role, which stay, are in the first one alone.
 * @property {number} rev
 * @property {string} now
 * @property {number} clock_ms
 * @property {Floor|null} floor
 * @property {Meeting} [meeting] without its rules, where those have not changed
 * @property {Floor|null} [interrupted]
 * @property {Last|null} [last]
 * @property {ListChange} [list_change]
 * @property {ListChange} [next_change] in place of list_change: of the first who wait
 * @property {number} [waiting]
 * @property {Latest} [latest] chair and secretary only, as those below
 * @property {Undo|null} [undo]
 * @property {UndoableChange} [undoable_change]
 * @property {EndedChange} [ended_change]
 * @property {PreparedChange} [prepared_change]
 * @property {Notice[]} [notices]
 * @property {Doubts|null} [doubts]
 * @property {Saving} [saving]
 * @property {Proposal|null} [proposal]
 * @property {Standby|null} [standby]
 * @property {Other[]} [others]
 * @property {Several|null} [several] chair and secretary only
 *
 * @typedef {object} SeatsNow The message to operators when something about seats has changed.
 * @property {Seat[]} seats those that have changed, and new ones, which follow the others
 * @property {string[]} [gone] seats that are not known any more
 * @property {Test|null} test
 *
 * @typedef {object} Tick Comes on each whole second of the statement that runs, else on each of the steady clock. It proves that the link lives; nothing is computed from it.
 * @property {number} n
 * @property {number} clock_ms
 * @property {number} [lead] as in the hello
 * @property {number} rev
 * @property {number|null} elapsed_ms null where nobody has the floor
 * @property {number|null} remaining_ms signed; null without a limit
 * @property {Phase|null} phase
 * @property {Signal} signal
 * @property {boolean} paused
 *
 * @typedef {object} Sync Answers a sync message: t1 and t2 are the steady instants at which it came and went. The client's offset is ((t1−t0)+(t2−t3))/2.
 * @property {number} t0 as it came
 * @property {number} t1
 * @property {number} t2
 * @property {string} boot
 *
 * @typedef {object} Receipt Acknowledges a command.
 * @property {number} rev
 * @property {string} at the event's instant
 * @property {number} clock_ms the same on the steady clock
 * @property {string} boot
 * @property {boolean} repeated it had been done before; this is its first receipt
 * @property {boolean} durable false while going on unrecorded: it happened and is not yet written
 * @property {string} [entry] the entry concerned
 * @property {number} [statement] the statement concerned
 * @property {number} [prepared] the prepared meeting concerned
 * @property {string} [notice] something a person should know, as the controller put it
 *
 * @typedef {object} Error A refusal as other programs see it.
 * @property {Code} code
 * @property {string} message one plain sentence
 * @property {string} [field] at fault
 * @property {string} [why] the sentence's name, for whoever says it in another language
 * @property {(string|number)[]} [about] what stands in the sentence, in its order: names, numbers, lengths of time as a clock shows them
 * @property {number} rev
 * @property {string} [by] who did what stands in the way
 *
 * @typedef {object} RecordedSitting A stretch of the meeting: the first begins as it was called to order, when the floor was first given, each later one as the meeting was resumed; it ends as it was suspended or rose, when the debate was closed.
 * @property {string|null} called_to_order_at
 * @property {string|null} suspended_at
 * @property {string|null} resumed_at
 * @property {string|null} rose_at
 *
 * @typedef {object} RecordedMeeting Says which meeting a record is of.
 * @property {number} number in the journal, from 1
 * @property {number} meetings how many the journal has
 * @property {string} symbol
 * @property {string} title
 * @property {boolean} sample the embedded list to rehearse with
 * @property {boolean} [rehearsal] it does not count
 * @property {string} opened_at
 * @property {string} zone of the room, by its name in the IANA database; printed times are of it
 * @property {RecordedSitting[]} sittings
 * @property {string|null} debate_closed_at
 * @property {string} as_of of this record
 *
 * @typedef {object} RecordedPause A time for which the clock stood.
 * @property {string} at
 * @property {number} ms
 * @property {string} reason
 *
 * @typedef {object} RecordedEdge A change of a light, due by what was in force then.
 * @property {Signal} signal
 * @property {string} seat
 * @property {string} due_at
 * @property {string|null} seen_at by the pin; null where no light said so
 * @property {number|null} late_us
 * @property {number|null} bound_us how far the light's clock may have been off
 *
 * @typedef {object} RecordedReminder A calm line that was put on the screen of a seat.
 * @property {string} at
 * @property {Line} line
 * @property {string} seat
 * @property {string} [by]
 *
 * @typedef {object} RecordedCorrection Something that was put right, and what stood there before.
 * @property {number} rev
 * @property {string} at
 * @property {string} [by]
 * @property {string} what corrected, back-dated, restarted, elapsed-set, reopened, handed-over, amended, limit-extended
 * @property {string} field what was put right
 * @property {string} was an instant, milliseconds, or a text
 * @property {string} now
 * @property {string} [reason]
 *
 * @typedef {object} RecordedNote A note.
 * @property {number} rev names it, for change-note and take-back-note
 * @property {string} at
 * @property {string} by
 * @property {string|null} changed_at
 * @property {string} [changed_by]
 * @property {number} [statement]
 * @property {string} text
 * @property {string} paragraph
 * @property {boolean} proposal
 *
 * @typedef {object} RecordedStatement One statement. What was used is speaking time: without pauses, what points of order took, and what a suspension of the meeting took.
 * @property {number} order from 1, by the start
 * @property {number} statement its number
 * @property {string} entry empty for a point of order
 * @property {string} delegation empty where it is not known who raised a point of order
 * @property {Record<string, string>} [names] the delegation in other languages, by language code
 * @property {string} iso3
 * @property {string} speaker
 * @property {Kind} kind
 * @property {Capacity} capacity empty where nothing is registered, as the level
 * @property {Level} level
 * @property {string} on_behalf_of
 * @property {string} seat
 * @property {number} sitting in which it began, from 1
 * @property {string} given_at
 * @property {string} started_at
 * @property {string|null} ended_at null while it has the floor
 * @property {number|null} allotted_ms with what it was extended by; null = no limit
 * @property {number} extended_ms
 * @property {number|null} warning_ms
 * @property {number|null} grace_ms
 * @property {number} used_ms
 * @property {number} over_ms the limit, never negative
 * @property {number} paused_ms
 * @property {number} interrupted_ms
 * @property {number} suspended_ms
 * @property {number} between_ms from the end of what was said before it in the sitting, to its start
 * @property {RecordedPause[]} pauses
 * @property {number[]} interrupted_by points of order, by their numbers
 * @property {number|null} interrupts the statement that this point of order interrupted
 * @property {RecordedEdge[]} [light] each change of it that was due
 * @property {string|null} prompted_at when the President was told that the tolerance is over
 * @property {string[]} urged_at
 * @property {RecordedReminder[]} [reminders] what the speaker was reminded of
 * @property {boolean} wall_trusted false where a time was set by hand or carried over a boot, or the wall clock was not believed
 * @property {boolean} recorded false where any of it was written later than it happened
 * @property {RecordedCorrection[]} corrections
 * @property {RecordedNote[]} [notes]
 *
 * @typedef {object} RecordedLine A line of the list that had no statement.
 * @property {string} entry
 * @property {number} seq
 * @property {string} delegation
 * @property {Record<string, string>} [names]
 * @property {string} iso3
 * @property {string} speaker
 * @property {Kind} kind
 * @property {string} on_behalf_of
 *
 * @typedef {object} Expected When something happens: in one case of ten before p10, in one of two before p50, in nine of ten before p90.
 * @property {string} p10
 * @property {string} p50
 * @property {string} p90
 *
 * @typedef {object} ForecastBasis What a forecast stands on.
 * @property {number} statements heard in this meeting, points of order left out
 * @property {number} prior statements that what was known before is worth
 * @property {number} meetings own earlier ones under the same rules
 * @property {string} table and its version
 *
 * @typedef {object} RecordedForecast What was said at the end of a statement of when the list would end, and what came of it. It is computed anew from the events as they stood then, as it was served, and nothing of it was written down. An end that was undone, or after which the statement was reopened, is none.
 * @property {number} statement that had ended, by its number
 * @property {string} at of that end
 * @property {number} left lines of the list that were still to come
 * @property {Expected} list_ends
 * @property {ForecastBasis} basis
 * @property {string|null} list_ended_at when the last statement of the list ended; null where it goes on, or was not heard to its end: who was not heard then is in not_heard
 * @property {number|null} suspended_ms of the time from the forecast to that end, the meeting was suspended: no forecast knows that
 * @property {number|null} late_ms how much later than p50 the list ended, suspended_ms left out; negative where it ended earlier
 *
 * @typedef {object} RecordedSum What several statements amount to.
 * @property {number} statements
 * @property {number} allotted_ms of those that had a limit
 * @property {number} used_ms
 * @property {number} median_used_ms
 * @property {number[]} quartiles_used_ms the lower and the upper
 *
 * @typedef {object} RecordedTotals Sums over all statements. Median and quartiles are of what was used; a quartile between two statements in proportion, as QUARTILE.INC of spreadsheets.
 * @property {number} inscribed lines of the list
 * @property {number} heard
 * @property {number} not_heard
 * @property {number} absent
 * @property {number} withdrawn
 * @property {number} waiting or has the floor
 * @property {number} statements
 * @property {number} allotted_ms of those that had a limit
 * @property {number} used_ms
 * @property {number} median_used_ms
 * @property {number[]} quartiles_used_ms the lower and the upper
 * @property {number} over_ms
 * @property {number} paused_ms
 * @property {number} interrupted_ms
 * @property {number} suspended_ms
 * @property {number} between_ms from each end to the next start inside a sitting
 * @property {Record<string, RecordedSum>} by_kind
 * @property {Record<string, RecordedSum>} by_delegation
 *
 * @typedef {object} RecordedUnsaved A time for which nothing was saved.
 * @property {string} from
 * @property {string|null} until
 *
 * @typedef {object} RecordedProof Says how exact the meeting was.
 * @property {number} edges changes of lights that were due
 * @property {number} confirmed that a light said it made
 * @property {number|null} worst_late_us
 * @property {number|null} worst_bound_us
 * @property {string[]} unconfirmed_seats
 * @property {RecordedUnsaved[]} unsaved times for which nothing was saved
 * @property {number} untrusted statements whose wall times are not to be trusted
 *
 * @typedef {object} Recorded What a meeting amounts to; the answer to GET /api/v1/record. Sums are of the whole milliseconds that are told. Without a key, where the record is public at all, there are no notes, nobody's name of who did something, no lateness, and no forecasts.
 * @property {RecordedMeeting} meeting
 * @property {RecordedStatement[]} statements all that were started, in the order in which they were
 * @property {RecordedLine[]} not_heard
 * @property {RecordedLine[]} absent
 * @property {RecordedLine[]} withdrawn
 * @property {RecordedForecast[]} [forecasts] what was said at the ends of statements of when the list would end: of all after which three or more had been heard, points of order left out, and ten or more were to come; beyond 500 heard each hundredth
 * @property {RecordedNote[]} [notes] that are about no statement
 * @property {RecordedTotals} totals
 * @property {RecordedProof} [proof] how exact the meeting was
 *
 * @typedef {object} SummaryDelegation What was noted of one statement.
 * @property {string} delegation
 * @property {Record<string, string>} [names]
 * @property {string} speaker
 * @property {string} on_behalf_of
 * @property {RecordedNote[]} notes
 *
 * @typedef {object} SummaryParagraph What was noted of one paragraph, in the order in which delegations spoke.
 * @property {string} paragraph
 * @property {SummaryDelegation[]} delegations
 *
 * @typedef {object} Summary What was noted, for the analytical summary; the answer to GET /api/v1/summary.json.
 * @property {string} symbol
 * @property {string} title
 * @property {boolean} [rehearsal] it does not count
 * @property {SummaryParagraph[]} paragraphs
 * @property {SummaryDelegation[]} others what is of no paragraph
 * @property {RecordedNote[]} loose what is about no statement
 *
 * @typedef {object} TotalledMeeting One of them.
 * @property {string} symbol
 * @property {string} title
 * @property {string} opened_at
 * @property {number} statements
 * @property {number} used_ms
 *
 * @typedef {object} TotalledDelegation What one delegation did over several meetings.
 * @property {string} delegation
 * @property {Record<string, string>} [names]
 * @property {number} meetings in which it was heard
 * @property {number} statements
 * @property {number} used_ms
 * @property {number} median_used_ms
 *
 * @typedef {object} Totals What several meetings amount to, by delegation; the answer to GET /api/v1/totals. Rehearsals and points of order do not count.
 * @property {TotalledMeeting[]} meetings
 * @property {TotalledDelegation[]} delegations those who used most first
 *
 * @typedef {object} ExpectedCount How many there will be: in nine cases of ten at least p10, in one of two p50, in one of ten p90 or more.
 * @property {number} p10
 * @property {number} p50
 * @property {number} p90
 *
 * @typedef {object} ForecastEntry When a statement begins.
 * @property {string} entry
 * @property {number} place among those who wait, from 1
 * @property {string} p10
 * @property {string} p50
 * @property {string} p90
 *
 * @typedef {object} ForecastLimit When the list ends at another limit; null is none.
 * @property {number|null} limit_ms
 * @property {string} list_ends_p50
 *
 * @typedef {object} Forecast Says when the list will end, and before whom the time runs out; the answer to GET /api/v1/forecast. Instants are whole seconds after now, or after a suspended meeting's time to go on.
 * @property {string} now of which it was made: at most a second ago
 * @property {string|null} ends_by when interpretation ends; null where that is not known
 * @property {number} left lines of the list that are still to come
 * @property {Expected} list_ends when the last of them ends; where none is left, whoever has the floor
 * @property {ExpectedCount|null} heard_by_end how many of those to come end by ends_by; null where that is not known
 * @property {string|null} line_before the first line that probably does not end by ends_by; null where all do, or where that is not known
 * @property {ForecastEntry[]} [entries] when their statements begin, in the order of the list: for operators, and for all of the delegation that was asked for
 * @property {ForecastLimit[]} if_limit at what limit for all to come the list would end when; the first is the one that most of them have
 * @property {ForecastBasis} basis
 *
 * @typedef {object} ListColumn A column of a file, and what it is taken as.
 * @property {string} heading as it is written
 * @property {string} key its name where it is said what it is taken as: the heading, or C
 * @property {string} letter C, as spreadsheets call it
 * @property {string} as empty: nothing is read of it
 * @property {boolean} guessed from what is in it, and not from its heading
 * @property {string[]} sample what its first cells say
 *
 * @typedef {object} DoubtValue Something that lines of a file say and that is in doubt.
 * @property {string} value
 * @property {number} count
 * @property {number[]} lines at most a hundred of them
 * @property {string[]} [cells] of a workbook, as the lines
 *
 * @typedef {object} ListDoubt What was taken in several lines of a file and may not be meant.
 * @property {string} code
 * @property {number} count
 * @property {number[]} lines at most a hundred of them
 * @property {string[]} [cells] of a workbook, as the lines
 * @property {string} [column] the field
 * @property {(string|number)[]} [about] what stands in the sentence of the first, for other languages
 * @property {string} message of the first
 * @property {DoubtValue[]} [values] what the lines that are named say, each once, where not all say the same
 * @property {number} [different] how many different things all of them say
 *
 * @typedef {object} FileChange One thing in which a file differs from the list of now.
 * @property {ChangeWhat} change
 * @property {boolean} conflict somebody has changed the same since the last file: taken only where it is named
 * @property {string} [entry]
 * @property {number} [row] of the file, from 0
 * @property {string} [refused] why it cannot be taken now: list-closed, debate-closed
 * @property {string} [state] the code of what is added, where names are missing
 * @property {Record<string, string>} [was] what it is about, by field: an added line has all of now, one that is left out all of was; what is moved has the number and the delegation that it follows (after, empty is the first)
 * @property {Record<string, string>} [now]
 * @property {number} [was_for] how many States on_behalf_of names, where it names nothing else
 * @property {number} [now_for]
 * @property {boolean} [level_guessed] the level of now is from a post: nobody has said so
 * @property {string} [was_after] the lines that it follows, of what is moved; absent is the first
 * @property {string} [now_after]
 *
 * @typedef {object} ListPreview What a file would change: the answer to POST /api/v1/list/preview. It has changed nothing.
 * @property {string} digest names bytes, sheet and columns together, for take-list
 * @property {string} name of the file, as its sender said it
 * @property {string} format csv or xlsx
 * @property {string} [sheet]
 * @property {string[]} [sheets]
 * @property {number} rows speakers
 * @property {string} [list_language] in which the file names most of its States, as the meeting's list_language
 * @property {ListColumn[]} columns
 * @property {string[]} fields that a column may be taken as
 * @property {string[]} ignored headings that nothing is read of
 * @property {string[][]} sample the first rows, cell by cell
 * @property {ListDoubt[]} doubts
 * @property {FileChange[]} changes
 * @property {number} unchanged rows with which nothing is to be done
 * @property {number} rev that the list was at
 * @property {Error} [refused] why nothing was read, where somebody may say which column or which sheet is meant
 *
 * @typedef {object} Place Where a line stands among those who wait, from 1.
 * @property {number} place
 *
 * @typedef {object} ProposedMove A line that would have another place among those who wait.
 * @property {string} change "moved"
 * @property {string} entry
 * @property {string} delegation
 * @property {Record<string, string>} [names]
 * @property {string} [state]
 * @property {Place} was
 * @property {Place} now
 *
 * @typedef {object} ProposedOrder What putting the list in order would do; the answer to GET /api/v1/list/order. Nothing is changed by it.
 * @property {number} rev by which order-list is guarded
 * @property {ListOrder} by
 * @property {ProposedMove[]} changes in the new order; none where the list is in it already
 *
 * @typedef {object} NamesOfStates What States are called in a language; the answer to GET /api/v1/states.
 * @property {string} language
 * @property {Record<string, string>} names by the code of three letters
 * @property {Record<string, string>} [habits] codes, by what people write instead, without capitals and accents
 *
 * @typedef {object} Person One of them.
 * @property {string} id public: it opens nothing
 * @property {"session"|"key"|"link"} kind
 * @property {Role} role
 * @property {string} name
 * @property {string[]} [seats] of a light
 * @property {string} since when it was signed in, or made
 * @property {string|null} last_seen null = never
 * @property {boolean} rough last_seen is from before the controller was started, and may be five minutes too early
 * @property {boolean} here connected now
 * @property {boolean} you who asks
 * @property {string} [invited] the id of the link that opened the session
 * @property {string} [expires_at] of a link
 * @property {number} [left_ms] how long a link can still be opened
 *
 * @typedef {object} People Those who have a session, a key or a one-time link; the answer to GET /api/v1/people.
 * @property {Person[]} people the oldest first
 *
 * @typedef {object} Invitation A one-time link for a person; the answer to POST /api/v1/invitations. It is told once, and kept nowhere.
 * @property {string} id public: by it the link is taken back
 * @property {Role} role
 * @property {string} name of the tablet, in the record and in refusals; another than was asked for where that one is taken
 * @property {string} link opens one session; its secret is in the fragment, which no server sees
 * @property {string} qr the link as an SVG
 * @property {string} expires_at
 * @property {number} left_ms
 * @property {boolean} local the link opens on the controller's own machine only
 * @property {string} [trust] where a tablet learns to trust the controller's certificate first
 *
 * @typedef {object} Enrolment A line that makes a Pi one of the room's machines; the answer to POST /api/v1/enrolments. It is told once, and kept nowhere.
 * @property {string} id public: it opens nothing
 * @property {Role} role
 * @property {string} [seat]
 * @property {string} [page]
 * @property {string} line to be pasted on the Pi; it has address, fingerprint and code
 * @property {string} qr the line as an SVG
 * @property {string} fingerprint of the controller's certificate, as in GET /api/v1/trust
 * @property {string} expires_at
 * @property {number} left_ms
 * @property {boolean} local the line works on the controller's own machine only
 *
 * @typedef {object} MachineNow A machine as operators see it; in the answer to GET /api/v1/machines.
 * @property {string} id of its key, public
 * @property {Role} role
 * @property {string[]} [seats] of its key
 * @property {string} [name] of its key
 * @property {string} address
 * @property {boolean} here connected now
 * @property {string} last_seen
 * @property {boolean} old there is a newer agent for it among the controller's packages; without those, or where its own is of none: its agent is another than the controller, and was written earlier
 * @property {string} host its name
 * @property {string} model as its firmware says
 * @property {string} version of the agent
 * @property {string} built_at of when that is
 * @property {string} [package] which package the agent is of, as Debian writes versions; absent for one that was built by hand
 * @property {string} [arch] what kind of processor that is for, as Debian names them
 * @property {boolean} source it has its room's own source of packages, and can be upgraded from there
 * @property {string} booted_at by its own clock
 * @property {number|null} temperature_c
 * @property {boolean|null} under_voltage now, or since it was started
 * @property {number|null} free_bytes of the disk
 * @property {"kept"|"not-kept"|"unknown"} clock whether somebody keeps it right
 * @property {string} [clock_source] who does, by the name of the service; without one the board's own clock, by its driver's; absent where there is neither
 * @property {boolean} real_time its lights have the right to be on time
 * @property {string} [update] what became of the last one, in its own words
 *
 * @typedef {object} Machines Those of the room that have been here since the controller was started; the answer to GET /api/v1/machines.
 * @property {string} version of the controller
 * @property {string} packages the version of the agent among its packages; empty where there is none
 * @property {MachineNow[]} machines
 *
 * @typedef {object} MachineName By what a machine is known: its key, and its own name, for one key may be on several.
 * @property {string} id
 * @property {string} host
 *
 * @typedef {object} Updating Which machines are upgraded; the answer to POST /api/v1/machines/update.
 * @property {MachineName[]} asked those that were told; what becomes of it, their update says
 * @property {number} within_ms each begins at a moment of its own within so long
 *
 * @typedef {object} MeetingLine A meeting of the journal.
 * @property {number} meeting its number, by which its record is asked for
 * @property {string} symbol
 * @property {string} title
 * @property {boolean} rehearsal
 * @property {string} opened_at
 * @property {Rules} rules
 * @property {number} lines of its speakers' list that another meeting can have: from
 * @property {number} statements
 *
 * @typedef {object} Meetings Those of the journal, and the rules that a new one can have.
 * @property {MeetingLine[]} meetings the newest first
 * @property {Rules[]} presets the built-in rules, the default first
 */
export {};
