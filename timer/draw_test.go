package timer_test

import (
	"fmt"
	"time"

	"pgregory.net/rapid"

	"rostrum/timer"
)

// drawCommand draws a command that is likely to be possible, and sometimes one
// that is not; in a debate about who replies, one that concerns the list.
func drawCommand(t *rapid.T, m *timer.Meeting, now timer.Instant, replies, wallSet bool) timer.Command {
	d := draw{t, m, wallSet}
	if replies {
		return d.command(rapid.SampledFrom([]int{8, 8, 9, 9, 10, 16, 17, 22, 22, 30, 33, 36}).Draw(t, "on the list"))
	}
	var usual []timer.Command
	switch f := m.Floor; {
	case f == nil:
		usual = []timer.Command{timer.GiveFloor{Entry: d.entry("entry")}, timer.GiveFloor{Entry: d.waiting()}}
		if m.Closed {
			usual = append(usual, timer.ReopenDebate{})
		}
	case f.Interrupts():
		usual = []timer.Command{timer.RuleOnPoint{Then: timer.ThenResume}, timer.RuleOnPoint{Then: timer.ThenEnd}}
	case !f.Started:
		ago := time.Duration(rapid.IntRange(-500, 3000).Draw(t, "ago")) * time.Millisecond
		usual = []timer.Command{timer.Start{}, timer.Start{At: max(1, now.Add(-ago))}, timer.BackDate{By: now.Sub(f.GivenAt)}}
	case f.Running:
		usual = []timer.Command{timer.End{}, timer.Pause{}}
	default:
		usual = []timer.Command{timer.Resume{}, timer.End{}}
	}
	if f := m.Floor; f != nil && m.CarriedOver(f) {
		usual = append(usual, timer.SetElapsed{To: d.seconds("to")})
	}
	if m.Suspended {
		usual = append(usual, timer.Reconvene{})
	}
	if i := rapid.IntRange(0, 2*len(usual)).Draw(t, "usual"); i < len(usual) {
		return usual[i]
	}
	return d.command(rapid.IntRange(0, 40).Draw(t, "command"))
}

type draw struct {
	*rapid.T
	m       *timer.Meeting
	wallSet bool // the wall clock is not what it was
}

func (d draw) entry(name string) timer.EntryID {
	return timer.EntryID(fmt.Sprintf("e%d", rapid.IntRange(0, len(d.m.List)+1).Draw(d.T, name)))
}

func (d draw) waiting() timer.EntryID {
	for _, e := range d.m.List {
		if e.Status == timer.Waiting {
			return e.ID
		}
	}
	return ""
}

func (d draw) before() timer.EntryID {
	if rapid.Bool().Draw(d.T, "at the end") {
		return ""
	}
	return d.entry("before")
}

func (d draw) delegation() string {
	return rapid.SampledFrom([]string{"", "A", "B", "D"}).Draw(d.T, "delegation")
}

func (d draw) seconds(name string) time.Duration {
	return time.Duration(rapid.IntRange(-300, 300).Draw(d.T, name)) * time.Second
}

func (d draw) allowance() time.Duration {
	return rapid.SampledFrom([]time.Duration{0, 0, 45 * time.Second, 61234 * time.Millisecond}).Draw(d.T, "allowance")
}

func (d draw) registration() timer.Registration {
	r := timer.Registration{
		Allowance: d.allowance(),
		Level:     rapid.SampledFrom([]timer.Level{"", "", timer.Minister, timer.HeadOfState, timer.OtherLevel}).Draw(d.T, "level"),
	}
	if day := rapid.IntRange(0, 3).Draw(d.T, "registered"); day > 0 {
		r.RegisteredAt = wallOf(time.Duration(day) * 24 * time.Hour)
	}
	return r
}

func (d draw) rules() timer.Command {
	c := timer.SetRules{Running: rapid.Bool().Draw(d.T, "running")}
	if rapid.Bool().Draw(d.T, "a preset") {
		c.Preset = rapid.SampledFrom(append(timer.PresetNames(), "none such")).Draw(d.T, "preset")
	}
	for range rapid.IntRange(0, 3).Draw(d.T, "changes") {
		kind := rapid.SampledFrom(append(timer.Kinds(), timer.Otherwise, timer.RightOfReply, timer.SecondReply)).Draw(d.T, "kind")
		change := timer.RuleChange{Kind: kind, Limit: time.Duration(rapid.IntRange(0, 4).Draw(d.T, "limit")) * time.Minute}
		if rapid.Bool().Draw(d.T, "a warning") {
			change.Warning = &timer.Mark{
				Offset: time.Duration(rapid.IntRange(0, 2).Draw(d.T, "warning")) * time.Minute, BeforeLimit: rapid.Bool().Draw(d.T, "before the limit"),
			}
		}
		if rapid.Bool().Draw(d.T, "a grace") {
			grace := time.Duration(rapid.IntRange(0, 2).Draw(d.T, "grace")) * time.Minute
			change.Grace = &grace
		}
		if rapid.Bool().Draw(d.T, "a share") {
			share := rapid.SampledFrom([]int{0, 25, 33, 100, 101}).Draw(d.T, "share")
			change.Share = &share
		}
		c.Change = append(c.Change, change)
	}
	return c
}

// plain is any act whose name says all.
func (d draw) plain() timer.Command {
	var all []timer.Command
	for _, a := range timer.Acts() {
		if a.Plain() {
			all = append(all, a.Command)
		}
	}
	return rapid.SampledFrom(all).Draw(d.T, "plain")
}

// correction draws what is corrected of who spoke; of when, where the model can tell.
func (d draw) correction() timer.Command {
	c := timer.Correct{Statement: rapid.IntRange(0, 6).Draw(d.T, "statement"), Reason: "it was otherwise"}
	if rapid.Bool().Draw(d.T, "another line") {
		c.Entry = d.entry("entry")
	}
	if rapid.Bool().Draw(d.T, "another speaker") {
		speaker := d.delegation()
		c.Speaker = &speaker
	}
	s := d.m.Statement(c.Statement)
	exact := s != nil && !s.Interrupts() && s.EndedAt != (timer.Stamp{}) && s.StartedAt.Boot == s.EndedAt.Boot &&
		(len(s.Stops) == 0 || len(s.Stops) == 1 && s.Stops[0].At == s.StartedAt && s.Stops[0].Why == timer.Pausing)
	if d.wallSet || !exact {
		return c
	}
	if rapid.Bool().Draw(d.T, "another start") {
		at := s.StartedAt.Wall.Add(d.seconds("started"))
		c.StartedAt = &at
	}
	if rapid.Bool().Draw(d.T, "another end") {
		at := s.EndedAt.Wall.Add(d.seconds("ended"))
		c.EndedAt = &at
	}
	if rapid.Bool().Draw(d.T, "pauses") {
		paused := d.seconds("paused")
		c.Paused = &paused
	}
	return c
}

func (d draw) command(which int) timer.Command {
	switch which {
	case 0:
		return timer.GiveFloor{Entry: d.entry("entry")}
	case 1:
		return timer.Start{}
	case 2:
		return timer.Pause{}
	case 3:
		return timer.Resume{}
	case 4, 5:
		moves, stays := true, false
		return timer.Extend{By: d.seconds("by"), Light: rapid.SampledFrom([]*bool{nil, nil, &moves, &stays}).Draw(d.T, "light")}
	case 6:
		if d.wallSet { // how long ago the last one was, is not what the model counts then
			return timer.Urge{}
		}
		return rapid.SampledFrom([]timer.Command{timer.Urge{}, timer.Urge{}, timer.Remind{Line: timer.Slower}, timer.Remind{Line: timer.Microphone, Seat: "9"}, timer.Remind{}}).Draw(d.T, "urge or remind")
	case 7:
		return timer.End{}
	case 8:
		kind := rapid.SampledFrom([]timer.Kind{timer.State, timer.State, timer.RightOfReply, timer.SecondReply}).Draw(d.T, "kind")
		return timer.Inscribe{Before: d.before(), Inscription: timer.Inscription{
			Delegation: "D", Kind: kind, Registration: d.registration(),
		}}
	case 9:
		return timer.Withdraw{Entry: d.entry("entry")}
	case 10:
		return timer.Move{Entry: d.entry("entry"), Before: d.before()}
	case 11:
		if d.m.ListClosed {
			return timer.ReopenList{}
		}
		return timer.CloseList{}
	case 12, 13:
		return timer.RaisePoint{Delegation: d.delegation()}
	case 14:
		return timer.RuleOnPoint{Then: timer.ThenResume}
	case 15:
		return timer.HandOver{Speaker: d.delegation()}
	case 16:
		return timer.MarkAbsent{Entry: d.entry("entry"), Then: rapid.SampledFrom([]timer.AbsentThen{timer.ToTheEnd, timer.ThenWithdraw}).Draw(d.T, "then")}
	case 17:
		delegation, speaker := d.delegation(), d.delegation()
		kind := string(rapid.SampledFrom([]timer.Kind{timer.State, timer.Group, timer.RightOfReply, timer.SecondReply}).Draw(d.T, "kind"))
		c := timer.Amend{Entry: d.entry("entry"), Delegation: &delegation, Speaker: &speaker, Kind: &kind}
		if rapid.Bool().Draw(d.T, "another allowance") {
			allowance := d.allowance()
			c.Allowance = &allowance
		}
		return c
	case 18, 19:
		return timer.BackDate{By: d.seconds("by")}
	case 20:
		return timer.Restart{}
	case 21:
		return timer.Reopen{Statement: rapid.IntRange(0, 9).Draw(d.T, "statement")}
	case 22:
		return timer.Reply{Delegation: rapid.SampledFrom([]string{"A", "D"}).Draw(d.T, "who replies")}
	case 23:
		return timer.Suspend{}
	case 24:
		return d.plain()
	case 25:
		return d.rules()
	case 26:
		return rapid.SampledFrom([]timer.Command{timer.Note{Text: "a note"}, timer.SetElapsed{To: time.Minute}}).Draw(d.T, "note or time")
	case 30:
		return timer.OrderList{By: rapid.SampledFrom(timer.ListOrders()).Draw(d.T, "by")}
	case 31:
		then := wallOf(0)
		return rapid.SampledFrom([]timer.Command{
			timer.SetListOpening{At: &then}, timer.SetEnd{At: &then}, timer.NameState{ISO3: "JPN", Language: "fr", Name: "Japon"},
		}).Draw(d.T, "opening, end or name")
	case 27, 28, 29:
		return d.correction()
	case 33, 34:
		return d.drawFile()
	case 38:
		rules, _ := timer.Preset("note-507")
		return timer.PrepareMeeting{Opening: timer.Opening{Title: "A meeting", Rules: rules}}
	case 39:
		title := rapid.SampledFrom([]string{"A meeting", "Another"}).Draw(d.T, "title")
		return timer.ChangePrepared{Prepared: rapid.IntRange(0, len(d.m.Prepared)+2).Draw(d.T, "prepared"), Title: &title}
	case 40:
		return timer.DiscardPrepared{Prepared: rapid.IntRange(0, len(d.m.Prepared)+2).Draw(d.T, "prepared")}
	default:
		all := d.m.AllUndoable(1000)
		if len(all) == 0 {
			return timer.Undo{Of: 1}
		}
		return timer.Undo{Of: all[rapid.IntRange(0, len(all)-1).Draw(d.T, "undo")].Of}
	}
}
