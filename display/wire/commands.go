package wire

import (
	"time"

	"rostrum/timer"
)

type reader func(*fields) timer.Command

func always(c timer.Command) reader { return func(*fields) timer.Command { return c } }

func merge(tables ...map[string]reader) map[string]reader {
	all := make(map[string]reader)
	for _, table := range tables {
		for name, read := range table {
			all[name] = read
		}
	}
	return all
}

// clockCommands act on who has the floor, or is to have it.
var clockCommands = map[string]reader{
	timer.GiveFloor{}.Name(): func(f *fields) timer.Command {
		return timer.GiveFloor{Entry: f.entry(), Seat: f.text("seat", false)}
	},
	timer.Start{}.Name(): always(timer.Start{}),
	timer.Pause{}.Name(): func(f *fields) timer.Command {
		return timer.Pause{Reason: f.text("reason", false)}
	},
	timer.Resume{}.Name(): always(timer.Resume{}),
	timer.Extend{}.Name(): func(f *fields) timer.Command {
		return timer.Extend{By: f.milliseconds("by_ms")}
	},
	timer.Urge{}.Name(): always(timer.Urge{}),
	timer.End{}.Name():  always(timer.End{}),
	timer.RaisePoint{}.Name(): func(f *fields) timer.Command {
		return timer.RaisePoint{Delegation: f.text("delegation", true), Seat: f.text("seat", false)}
	},
	timer.RuleOnPoint{}.Name(): func(f *fields) timer.Command {
		return timer.RuleOnPoint{Then: timer.Ruling(f.text("then", true))}
	},
	timer.HandOver{}.Name(): func(f *fields) timer.Command {
		return timer.HandOver{Speaker: f.text("speaker", true), Seat: f.text("seat", false)}
	},
	timer.BackDate{}.Name(): func(f *fields) timer.Command {
		return timer.BackDate{By: f.milliseconds("by_ms")}
	},
	timer.SetElapsed{}.Name(): func(f *fields) timer.Command {
		return timer.SetElapsed{To: f.milliseconds("elapsed_ms")}
	},
	timer.Restart{}.Name(): always(timer.Restart{}),
	timer.Reopen{}.Name(): func(f *fields) timer.Command {
		n, _ := f.count("statement", true)
		return timer.Reopen{Statement: statementNumber(n)}
	},
}

// listCommands act on the speakers' list.
var listCommands = map[string]reader{
	timer.Inscribe{}.Name(): func(f *fields) timer.Command {
		return timer.Inscribe{
			Inscription: timer.Inscription{
				Delegation: f.text("delegation", true),
				Speaker:    f.text("speaker", false),
				Kind:       timer.Kind(f.text("kind", true)),
				OnBehalfOf: f.text("on_behalf_of", false),
			},
			Before: timer.EntryID(f.text("before", false)),
		}
	},
	timer.Withdraw{}.Name(): func(f *fields) timer.Command {
		return timer.Withdraw{Entry: f.entry()}
	},
	timer.Move{}.Name(): func(f *fields) timer.Command {
		return timer.Move{Entry: f.entry(), Before: timer.EntryID(f.text("before", false))}
	},
	timer.MarkAbsent{}.Name(): func(f *fields) timer.Command {
		return timer.MarkAbsent{Entry: f.entry(), Then: timer.AbsentThen(f.text("then", true))}
	},
	timer.Amend{}.Name(): func(f *fields) timer.Command {
		return timer.Amend{
			Entry: f.entry(), Delegation: f.optional("delegation"), Speaker: f.optional("speaker"),
			Kind: f.optional("kind"), OnBehalfOf: f.optional("on_behalf_of"), SeatAt: f.optional("seat"),
		}
	},
	timer.Reply{}.Name(): func(f *fields) timer.Command {
		return timer.Reply{Delegation: f.text("delegation", true), Speaker: f.text("speaker", false), Seat: f.text("seat", false)}
	},
	timer.CloseList{}.Name():  always(timer.CloseList{}),
	timer.ReopenList{}.Name(): always(timer.ReopenList{}),
}

// meetingCommands act on the meeting as a whole, and on its record.
var meetingCommands = map[string]reader{
	timer.Suspend{}.Name():        func(f *fields) timer.Command { return timer.Suspend{Until: f.wall("until")} },
	timer.Reconvene{}.Name():      always(timer.Reconvene{}),
	timer.CloseDebate{}.Name():    always(timer.CloseDebate{}),
	timer.ReopenDebate{}.Name():   always(timer.ReopenDebate{}),
	timer.GoOnUnrecorded{}.Name(): always(timer.GoOnUnrecorded{}),
	timer.Identify{}.Name(): func(f *fields) timer.Command {
		return timer.Identify{Seat: f.text("seat", false)}
	},
	timer.Note{}.Name(): func(f *fields) timer.Command { return timer.Note{Text: f.text("text", true)} },
	timer.Undo{}.Name(): func(f *fields) timer.Command {
		of, _ := f.count("of", true)
		return timer.Undo{Of: of}
	},
	timer.SetRules{}.Name(): func(f *fields) timer.Command {
		return f.setRules()
	},
	timer.OpenMeeting{}.Name(): func(f *fields) timer.Command {
		return timer.OpenMeeting{
			Symbol: f.text("symbol", false), Title: f.text("title", false),
			Rules: f.preset("preset", timer.DefaultRules), List: f.inscriptions("list"),
		}
	},
}

func (f *fields) entry() timer.EntryID { return timer.EntryID(f.needed("entry")) }

// milliseconds keeps a number that no duration can hold out of every bound.
func (f *fields) milliseconds(name string) time.Duration {
	const most = int64(2 * timer.LongestLimit / time.Millisecond)
	ms, _ := f.integer(name, true)
	return time.Duration(max(-most, min(ms, most))) * time.Millisecond
}
