package timertest

import (
	"errors"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"time"

	"rostrum/timer"
)

// arguments are the words after a command's name.
type arguments []string

func (a arguments) get(n int) string {
	if n < len(a) {
		return a[n]
	}
	return ""
}

func (a arguments) entry(n int) timer.EntryID { return timer.EntryID(a.get(n)) }

// from returns the words from the nth on, as they stand there.
func (a arguments) from(n int) string { return strings.Join(a[min(n, len(a)):], " ") }

// seated takes a last word such as "@7" as a seat.
func (a arguments) seated() (words, seat string) {
	if n := len(a); n > 0 && strings.HasPrefix(a[n-1], "@") {
		return a[:n-1].from(0), a[n-1][1:]
	}
	return a.from(0), ""
}

// noSeat says whether the last word is "@": there is no seat.
func (a arguments) noSeat() bool { return len(a) > 0 && a[len(a)-1] == "@" }

func parseCommand(text string) (timer.Command, error) {
	words := strings.Fields(text)
	if len(words) == 0 {
		return nil, errors.New("a command is missing")
	}
	a := arguments(words[1:])
	if read, ok := onFloor[words[0]]; ok {
		return read(a)
	}
	if read, ok := onMeeting[words[0]]; ok {
		return read(a)
	}
	if c, ok := plain(words[0]); ok && len(a) == 0 {
		return c, nil
	}
	return nil, fmt.Errorf("%q is not a command", words[0])
}

type reader = func(arguments) (timer.Command, error)

// plain returns the act of a name that says all.
func plain(name string) (timer.Command, bool) {
	for _, a := range timer.Acts() {
		if a.Name == name && a.Plain() {
			return a.Command, true
		}
	}
	return nil, false
}

func lasting(command func(time.Duration) timer.Command) reader {
	return func(a arguments) (timer.Command, error) {
		by, err := time.ParseDuration(a.get(0))
		return command(by), err
	}
}

func numbered(command func(uint64) timer.Command) reader {
	return func(a arguments) (timer.Command, error) {
		n, err := strconv.ParseUint(a.get(0), 10, 32)
		return command(n), err
	}
}

var onFloor = map[string]reader{
	"give-floor": func(a arguments) (timer.Command, error) {
		return timer.GiveFloor{Entry: a.entry(0), Seat: strings.TrimPrefix(a.get(1), "@"), NoSeat: a.get(1) == "@"}, nil
	},
	"pause":     func(a arguments) (timer.Command, error) { return timer.Pause{Reason: a.from(0)}, nil },
	"extend":    parseExtend,
	"back-date": lasting(func(by time.Duration) timer.Command { return timer.BackDate{By: by} }),
	"set-elapsed": func(a arguments) (timer.Command, error) {
		to, err := parseTime(a.get(0))
		return timer.SetElapsed{To: to}, err
	},
	"remind": func(a arguments) (timer.Command, error) {
		line, seat := a.seated()
		return timer.Remind{Line: timer.Line(line), Seat: seat}, nil
	},
	"reopen": numbered(func(n uint64) timer.Command { return timer.Reopen{Statement: int(n)} }),
	"point-of-order": func(a arguments) (timer.Command, error) {
		delegation, seat := a.seated()
		return timer.RaisePoint{Delegation: delegation, Seat: seat, NoSeat: a.noSeat()}, nil
	},
	"rule": func(a arguments) (timer.Command, error) {
		return timer.RuleOnPoint{Then: timer.Ruling(a.get(0))}, nil
	},
	"hand-over": func(a arguments) (timer.Command, error) {
		speaker, seat := a.seated()
		return timer.HandOver{Speaker: speaker, Seat: seat, NoSeat: a.noSeat()}, nil
	},
}

var onMeeting = map[string]reader{
	"inscribe": func(a arguments) (timer.Command, error) {
		in, err := parseInscription(a.from(0))
		return timer.Inscribe{Inscription: in}, err
	},
	"right-of-reply": func(a arguments) (timer.Command, error) {
		delegation, seat := a.seated()
		return timer.Reply{Delegation: delegation, Seat: seat}, nil
	},
	"withdraw": func(a arguments) (timer.Command, error) { return timer.Withdraw{Entry: a.entry(0)}, nil },
	"move": func(a arguments) (timer.Command, error) {
		return timer.Move{Entry: a.entry(0), Before: a.entry(1)}, nil
	},
	"absent": func(a arguments) (timer.Command, error) {
		return timer.MarkAbsent{Entry: a.entry(0), Then: timer.AbsentThen(a.get(1))}, nil
	},
	"order-list": func(a arguments) (timer.Command, error) { return timer.OrderList{By: timer.ListOrder(a.get(0))}, nil },
	"set-list-opening": func(a arguments) (timer.Command, error) {
		if len(a) == 0 {
			return timer.SetListOpening{}, nil
		}
		at, err := time.Parse(time.RFC3339, a.get(0))
		return timer.SetListOpening{At: &at}, err
	},
	"set-end": func(a arguments) (timer.Command, error) {
		if len(a) == 0 {
			return timer.SetEnd{}, nil
		}
		at, err := time.Parse(time.RFC3339, a.get(0))
		return timer.SetEnd{At: &at}, err
	},
	"name-state": func(a arguments) (timer.Command, error) {
		return timer.NameState{ISO3: a.get(0), Language: a.get(1), Name: a.from(2)}, nil
	},
	"amend":            parseAmend,
	"take-list":        parseTakeList,
	"suspend":          parseSuspend,
	"set-rules":        parseRules,
	"change-prepared":  parseChangePrepared,
	"discard-prepared": numbered(func(n uint64) timer.Command { return timer.DiscardPrepared{Prepared: int(n)} }),
	"open-prepared":    numbered(func(n uint64) timer.Command { return timer.OpenMeeting{Prepared: int(n)} }),
	"note": func(a arguments) (timer.Command, error) {
		text, err := parseNote(a.from(0))
		return timer.Note(text), err
	},
	"change-note":    parseChangeNote,
	"take-back-note": numbered(func(n uint64) timer.Command { return timer.TakeBackNote{Note: n} }),
	"undo":           numbered(func(n uint64) timer.Command { return timer.Undo{Of: n} }),
}

// parseExtend reads "1m", and whether the light moves: "1m light moves", "1m light stays".
func parseExtend(a arguments) (timer.Command, error) {
	by, err := time.ParseDuration(a.get(0))
	c := timer.Extend{By: by}
	if a.get(1) == "light" {
		moves := a.get(2) == "moves"
		c.Light = &moves
	}
	return c, err
}

// graceOf lets every rule have another grace.
func graceOf(r *timer.Rules, text string) error {
	grace, share, err := timer.ParseGrace(text)
	r.Default.Grace, r.Default.Share = grace, share
	r.ByKind = maps.Clone(r.ByKind)
	for kind, rule := range r.ByKind {
		rule.Grace, rule.Share = grace, share
		r.ByKind[kind] = rule
	}
	return err
}

// parseInscription reads "group Sweden | seat 2 | fr Suède", a language's name being
// that of the delegation in it.
func parseInscription(text string) (timer.Inscription, error) {
	parts := strings.Split(text, " | ")
	kind, delegation, _ := strings.Cut(parts[0], " ")
	in := timer.Inscription{Kind: timer.Kind(kind), Delegation: delegation}
	var err error
	for _, part := range parts[1:] {
		name, value, _ := strings.Cut(part, " ")
		switch name {
		case "seq":
			if in.Seq, err = strconv.Atoi(value); err != nil {
				return in, err
			}
		case "speaker":
			in.Speaker = value
		case "on-behalf-of":
			in.OnBehalfOf = value
		case "seat":
			in.Seat = value
		case "iso3":
			in.ISO3 = value
		case "language":
			in.Language = value
		case "remarks":
			in.Remarks = value
		case "capacity":
			in.Capacity = timer.Capacity(value)
		case "level":
			in.Level = timer.Level(value)
		case "perhaps-level":
			in.Level, in.LevelGuessed = timer.Level(value), true
		case "title":
			in.Title = value
		case "registered":
			if in.RegisteredAt, err = time.Parse(time.RFC3339, value); err != nil {
				return in, err
			}
		case "letter":
			in.Letter = timer.Letter(value)
		case "allowance":
			if in.Allowance, err = time.ParseDuration(value); err != nil {
				return in, err
			}
		case "ar", "en", "es", "fr", "ru", "zh":
			if in.Names == nil {
				in.Names = make(map[string]string)
			}
			in.Names[name] = value
		default:
			return in, fmt.Errorf("%q is nothing that is known of a speaker", name)
		}
	}
	return in, nil
}

// parseTakeList reads the rows of a file, "state Japan | seat 2 ; group Sweden", and which
// of the changes are taken where not all are: "only 0 2 ; state Japan".
func parseTakeList(a arguments) (timer.Command, error) {
	c := timer.TakeList{File: timer.ListFile{Digest: digest(a.from(0)), Says: timer.FiledFields()}}
	for _, language := range []string{"ar", "en", "es", "fr", "ru", "zh"} {
		c.File.Says = append(c.File.Says, "delegation_"+language)
	}
	for _, part := range strings.Split(a.from(0), " ; ") {
		if indices, ok := strings.CutPrefix(part, "only"); ok {
			c.Only = []int{}
			for _, word := range strings.Fields(indices) {
				n, err := strconv.Atoi(word)
				if err != nil {
					return nil, err
				}
				c.Only = append(c.Only, n)
			}
			continue
		}
		in, err := parseInscription(part)
		if err != nil {
			return nil, err
		}
		if in.Seq == 0 {
			in.Seq = len(c.File.Rows) + 1
		}
		c.File.Rows = append(c.File.Rows, in)
	}
	return c, nil
}

// parsePreparation reads "S/PV.9572 Other matters | rules note-507 | zone Europe/Paris |
// rehearsal | speaker group Sweden; seat 2"; what is said of a speaker stands behind
// semicolons.
func parsePreparation(text string) (timer.Opening, error) {
	parts := strings.Split(text, " | ")
	var o timer.Opening
	o.Symbol, o.Title, _ = strings.Cut(parts[0], " ")
	o.Rules, _ = timer.Preset(timer.DefaultRules)
	for _, part := range parts[1:] {
		name, value, _ := strings.Cut(part, " ")
		switch name {
		case "rules":
			var ok bool
			if o.Rules, ok = timer.Preset(value); !ok {
				return o, fmt.Errorf("there are no rules %q", value)
			}
		case "signals":
			if err := parseSignals(&o.Rules.Signals, value); err != nil {
				return o, err
			}
		case "grace":
			if err := graceOf(&o.Rules, value); err != nil {
				return o, err
			}
		case "zone":
			o.Zone = value
		case "opens":
			var err error
			if o.ListOpensAt, err = time.Parse(time.RFC3339, value); err != nil {
				return o, err
			}
		case "rehearsal":
			o.Rehearsal = true
		case "sample":
			o.Sample = true
		case "files":
			list, rules, _ := strings.Cut(value, " ")
			o.ListDigest, o.RulesDigest = digest(list), digest(rules)
		case "speaker":
			in, err := parseInscription(strings.ReplaceAll(value, "; ", " | "))
			if err != nil {
				return o, err
			}
			o.List = append(o.List, in)
		default:
			return o, fmt.Errorf("%q is nothing that a meeting begins with", name)
		}
	}
	return o, nil
}

// parseChangePrepared reads "2 title Other matters | rules note-507 | counts".
func parseChangePrepared(a arguments) (timer.Command, error) {
	number, err := strconv.Atoi(a.get(0))
	c := timer.ChangePrepared{Prepared: number}
	for part := range strings.SplitSeq(a[min(1, len(a)):].from(0), " | ") {
		name, value, _ := strings.Cut(part, " ")
		switch name {
		case "symbol":
			c.Symbol = &value
		case "title":
			c.Title = &value
		case "zone":
			c.Zone = &value
		case "rules":
			c.Preset = value
		case "rehearsal", "counts":
			rehearsal := name == "rehearsal"
			c.Rehearsal = &rehearsal
		default:
			return nil, fmt.Errorf("%q cannot be changed of a prepared meeting", name)
		}
	}
	return c, err
}

// parseNote reads "the text | statement 3 | paragraph S/2024/507, para. 22 | proposal".
func parseNote(text string) (timer.NoteText, error) {
	parts := strings.Split(text, " | ")
	n := timer.NoteText{Text: parts[0]}
	for _, part := range parts[1:] {
		name, value, _ := strings.Cut(part, " ")
		switch name {
		case "statement":
			number, err := strconv.Atoi(value)
			if err != nil {
				return n, err
			}
			n.Statement = number
		case "paragraph":
			n.Paragraph = value
		case "proposal":
			n.Proposal = true
		default:
			return n, fmt.Errorf("%q is nothing that a note says", name)
		}
	}
	return n, nil
}

// parseChangeNote reads "12 another text | paragraph S/2024/507, para. 23": all that the
// note says from now on.
func parseChangeNote(a arguments) (timer.Command, error) {
	rev, err := strconv.ParseUint(a.get(0), 10, 32)
	text, err2 := parseNote(arguments(a[min(1, len(a)):]).from(0))
	return timer.ChangeNote{
		Note: rev, Text: &text.Text, Statement: &text.Statement, Paragraph: &text.Paragraph, Proposal: &text.Proposal,
	}, errors.Join(err, err2)
}

// parseAmend reads "e1 speaker Ms. Abe", and where the statement is over why:
// "e1 speaker Ms. Abe | because it was she".
func parseAmend(a arguments) (timer.Command, error) {
	value, why, _ := strings.Cut(a.from(2), " | because ")
	c := timer.Amend{Entry: a.entry(0), Reason: why}
	var err error
	switch a.get(1) {
	case "delegation":
		c.Delegation = &value
	case "speaker":
		c.Speaker = &value
	case "kind":
		c.Kind = &value
	case "on-behalf-of":
		c.OnBehalfOf = &value
	case "seat":
		c.SeatAt = &value
	case "language":
		c.Language = &value
	case "iso3":
		c.ISO3 = &value
	case "capacity":
		c.Capacity = &value
	case "level":
		c.Level = &value
	case "title":
		c.Title = &value
	case "registered":
		c.RegisteredAt = new(time.Time)
		*c.RegisteredAt, err = time.Parse(time.RFC3339, value)
	case "letter":
		c.Letter = &value
	case "allowance":
		c.Allowance = new(time.Duration)
		*c.Allowance, err = time.ParseDuration(value)
	default:
		return nil, fmt.Errorf("%q cannot be amended", a.get(1))
	}
	return c, err
}

// parseRules reads a preset, changes such as "state=3m" or "group=3m/limit-30s/10s",
// and "running".
func parseRules(a arguments) (timer.Command, error) {
	var c timer.SetRules
	for _, word := range a {
		kind, figures, change := strings.Cut(word, "=")
		switch {
		case word == "running":
			c.Running = true
		case !change:
			c.Preset = word
		default:
			rule, err := parseChange(kind, strings.Split(figures, "/"))
			if err != nil {
				return nil, err
			}
			c.Change = append(c.Change, rule)
		}
	}
	return c, nil
}

func parseChange(kind string, figures []string) (timer.RuleChange, error) {
	c := timer.RuleChange{Kind: timer.Kind(kind)}
	var err error
	if figures[0] != "none" {
		c.Limit, err = time.ParseDuration(figures[0])
	}
	if err == nil && len(figures) > 1 {
		var warning timer.Mark
		warning, err = timer.ParseMark(figures[1])
		c.Warning = &warning
	}
	if err == nil && len(figures) > 2 {
		var grace time.Duration
		var share int
		if grace, share, err = timer.ParseGrace(figures[2]); share != 0 {
			c.Share = &share
		} else {
			c.Grace = &grace
		}
	}
	return c, err
}

func parseSuspend(a arguments) (timer.Command, error) {
	if len(a) == 0 {
		return timer.Suspend{}, nil
	}
	until, err := time.Parse(time.RFC3339, a.get(0))
	return timer.Suspend{Until: until}, err
}

// parseTime reads minutes and seconds, "2:30" or "62:05.250", or hours too,
// "146:00:05".
func parseTime(text string) (time.Duration, error) {
	parts := strings.Split(text, ":")
	switch len(parts) {
	case 2:
		return time.ParseDuration(parts[0] + "m" + parts[1] + "s")
	case 3:
		return time.ParseDuration(parts[0] + "h" + parts[1] + "m" + parts[2] + "s")
	default:
		return 0, fmt.Errorf("%q is not a time such as 2:30.000", text)
	}
}

func formatTime(d time.Duration) string {
	seconds := (d % time.Minute).Seconds()
	if d >= 2*time.Hour {
		return fmt.Sprintf("%d:%02d:%06.3f", int(d.Hours()), int(d.Minutes())%60, seconds)
	}
	return fmt.Sprintf("%d:%06.3f", int(d.Minutes()), seconds)
}
