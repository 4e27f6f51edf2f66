/**
 * What the pages know: the shapes that travel, as they are once they are here. Nothing
 * here runs: the file only gives the other modules their types.
 *
 * @import * as Wire from "./wire.js"
 *
 * @typedef {Wire.Phase} Phase
 * @typedef {Wire.Signal} Signal
 * @typedef {Wire.Status} Status
 * @typedef {Wire.Kind} Kind
 * @typedef {Wire.Rule} Rule One kind's limit, in milliseconds from the start.
 * @typedef {Wire.Seat} Seat
 * @typedef {Wire.Test} LightTest
 * @typedef {Wire.Undo} Undoable
 * @typedef {Wire.UndoValue} UndoValue
 * @typedef {Wire.Latest} Latest
 * @typedef {Wire.Notice} Notice
 * @typedef {Wire.PutAway} PutAway
 * @typedef {Wire.Doubts} Doubts
 * @typedef {Wire.DoubtGroup} DoubtGroup
 * @typedef {Wire.DoubtLine} DoubtLine
 * @typedef {Wire.Saving} Saving
 * @typedef {Wire.Several} Several
 * @typedef {Wire.Receipt} Receipt
 * @typedef {Wire.Screens} Screens
 * @typedef {Wire.Card} Card What the gallery shows in place of the debate.
 * @typedef {Wire.Recorded} Recorded
 * @typedef {Wire.RecordedStatement} RecordedStatement
 * @typedef {Wire.RecordedNote} RecordedNote
 * @typedef {Wire.Summary} Summary
 * @typedef {Wire.Totals} Totals
 * @typedef {Wire.Forecast} Forecast
 * @typedef {Wire.TotalledDelegation} TotalledDelegation
 * @typedef {Wire.Person} Person
 * @typedef {Wire.Invitation} Invitation
 * @typedef {Wire.Enrolment} Enrolment
 * @typedef {Wire.MachineNow} MachineNow
 * @typedef {Wire.Machines} Machines
 * @typedef {Wire.ProposedOrder} ProposedOrder
 * @typedef {Wire.NamesOfStates} NamesOfStates
 * @typedef {Wire.Prepared} Prepared A meeting that can be opened.
 * @typedef {Wire.Meetings} Meetings
 * @typedef {Wire.MeetingLine} MeetingLine
 * @typedef {Wire.Rules} Rules
 * @typedef {Wire.Hello} Hello
 * @typedef {Wire.Sync} Sync
 * @typedef {Wire.SeatsNow} SeatsNow
 * @typedef {Wire.ListPreview} ListPreview
 * @typedef {Wire.Proposal} Proposal
 * @typedef {Wire.ListColumn} ListColumn
 * @typedef {Wire.ListDoubt} ListDoubt
 * @typedef {Wire.FileChange} FileChange
 *
 * A delegation is shown in the language of the page; `listed` is its name as the
 * controller knows it. One that is not yet known is empty here.
 * @typedef {Omit<Wire.Floor, "delegation"> & {delegation: string, listed?: string}} Floor
 * @typedef {Omit<Wire.Last, "delegation"> & {delegation: string, listed?: string}} Last
 * @typedef {Wire.Entry & {listed?: string}} Entry
 * @typedef {Wire.Meeting & {rules: Wire.Rules}} Meeting
 * @typedef {Omit<Wire.State, "meeting"> & {meeting: Meeting}} Told The whole state, as the socket brings it and merges it.
 * @typedef {Wire.StateChange} StateChange
 * @typedef {Wire.Blocking} Blocking
 * @typedef {Omit<Told, "floor"|"interrupted"|"last"|"list"|"next"|"waiting"|"ended"> & {floor: Floor|null, interrupted: Floor|null, last: Last|null, list: Entry[], next: Entry[], waiting: number, ended?: Last[]}} State
 * @typedef {Omit<Told, "list"|"next"|"waiting"> & {list: Entry[], next: Entry[], waiting: number}} Merged The same before it is put into the language of the page.
 *
 * What was refused; also what nobody answered. `instead` is what somebody else did since
 * this page chose it, `heard` when that was known.
 * @typedef {Omit<Wire.Error, "code"|"rev"> & {code: Wire.Code|"no-answer", rev?: number, instead?: News, heard?: Date|null}} Refusal
 *
 * A message out of its envelope: what kind it is, and what it brings. Only that is
 * kept, so that whoever puts it back over HTTP puts back no envelope.
 * @typedef {{type: "hello", content: Hello}
 *   |{type: "state", content: Told|StateChange}
 *   |{type: "tick", content: Wire.Tick}
 *   |{type: "sync", content: Sync}
 *   |{type: "seats", content: SeatsNow}
 *   |{type: "screens", content: Screens}} Message
 *
 * @typedef {object} News What somebody else did.
 * @property {string} what the event's name
 * @property {string} by who did it, as the controller names them
 * @property {string} at
 * @property {string} about the delegation concerned; empty for none
 *
 * @typedef {"connecting"|"live"|"lost"|"refused"|"closed"} LinkStatus
 */
export {};
