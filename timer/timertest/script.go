package timertest

import (
	"bufio"
	"fmt"
	"strings"
	"time"

	"rostrum/timer"
)

// Replay plays a debate that is written as text. It returns the text anew with
// what truly happened, and the records that the program wrote into its journal.
// It must be called inside a bubble of testing/synctest, so that hours pass in no
// time and every instant is exact.
//
// The text begins with the rules and the list; then each line that has a ">" is
// a command at that time of the debate, and each other line is what followed:
//
//	rules working-methods-2024
//	speaker state Japan
//	0:00.000 > give-floor e1
//	0:00.000 Japan ready dark 0:00.000 of 3:00
//	0:05.000 > start
//	0:05.000 Japan speaking dark 0:00.000 of 3:00
//	2:35.000 Japan warning flash 2:30.000 of 3:00
//
// A command that is refused is followed by its reason. It is the chair's, or that
// of whoever is named before the ">", "0:05.000 secretary Ms. Okafor > close-list".
// Where the debate begins, and what is known of it, can be said too:
//
//	on 2025-03-11T14:00:00Z
//	meeting S/PV.9571 Working methods
//	files speakers.csv rules.toml
//	grace 25%
//	signals dark flash flash steady
//	seats 7 12
//	speaker group Sweden | fr Suède | seat 12 | on-behalf-of the Nordic countries
//
// Beside the commands there is what happens round a debate: "wait" lets it go on
// to its time; "list" writes what has become of each speaker; "light 7 flash 61us
// 240us" is a light's report, with how late it was and how far its clock may be
// off; "microphone 7 300ms" was opened so long ago; "disk fails" until "disk
// answers"; "off 40s" is a machine that is away so long and comes back with another
// steady clock, "taken-over 2s 800us" another machine that leads after that long, and has
// measured the clock of the one before to so much, "wall-clock 2h" a program that is started again after the wall clock
// was set; both go back in wall time where they have a sign. "open-meeting S/PV.9572
// Other matters" opens another meeting, with the same rules and list. "prepare-meeting
// S/PV.9572 Other matters | rules note-507 | speaker state Japan" prepares one,
// "prepare-again S/PV.9572" one with the speakers of the present one, and "open-prepared 1"
// opens it; "prepared" writes which there are.
func Replay(text string) (transcript string, records []timer.Record, err error) {
	rules, _ := timer.Preset(timer.DefaultRules)
	s := script{begins: usual, meeting: timer.OpenMeeting{Rules: rules}}
	lines := bufio.NewScanner(strings.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		if err := s.read(lines.Text()); err != nil {
			return "", nil, fmt.Errorf("timertest: line %d: %w", n, err)
		}
	}
	r := room{script: &s}
	err = r.play()
	return r.out.text.String(), r.disk.Records(), err
}

// usual is when a debate begins that does not say when: the open debate on working
// methods of 2024.
var usual = time.Date(2024, time.March, 11, 14, 0, 0, 0, time.UTC)

type script struct {
	head    strings.Builder // as it was
	begins  time.Time
	seats   []string // whose lights the program drives
	meeting timer.OpenMeeting
	steps   []step
}

type step struct {
	at   time.Duration
	by   timer.Actor
	text string // the line
	act  act
}

// act is what a step does.
type act func(r *room, s step) error

func (s *script) read(line string) error {
	word, rest, _ := strings.Cut(line, " ")
	before, after, isStep := strings.Cut(line, " > ")
	if isStep {
		return s.readStep(before, after)
	}
	about, ok := heads[word]
	switch {
	case ok:
		if err := about(s, rest); err != nil {
			return err
		}
	case word == "" || strings.HasPrefix(word, "#"):
	default:
		return nil // what followed: written anew
	}
	s.head.WriteString(line + "\n")
	return nil
}

func (s *script) readStep(before, after string) error {
	when, who, named := strings.Cut(before, " ")
	at, err := parseTime(when)
	if err != nil {
		return err
	}
	by, text := timer.Actor{Role: timer.Chair}, formatTime(at)
	if named {
		role, name, _ := strings.Cut(who, " ")
		by = timer.Actor{Role: timer.Role(role), Name: name}
		text += " " + who
	}
	act, err := parseAct(after)
	s.steps = append(s.steps, step{at: at, by: by, text: text + " > " + after, act: act})
	return err
}

// heads are the lines before the first step.
var heads = map[string]func(s *script, rest string) error{
	"rules": func(s *script, name string) error {
		rules, ok := timer.Preset(name)
		if !ok {
			return fmt.Errorf("there are no rules %q", name)
		}
		rules.Signals, s.meeting.Rules = s.meeting.Rules.Signals, rules
		return nil
	},
	"signals": func(s *script, names string) error { return parseSignals(&s.meeting.Rules.Signals, names) },
	"speaker": func(s *script, text string) error {
		in, err := parseInscription(text)
		s.meeting.List = append(s.meeting.List, in)
		return err
	},
	"meeting": func(s *script, text string) error {
		s.meeting.Symbol, s.meeting.Title, _ = strings.Cut(text, " ")
		return nil
	},
	"list-opens": func(s *script, at string) (err error) {
		s.meeting.ListOpensAt, err = time.Parse(time.RFC3339, at)
		return err
	},
	"grace":  func(s *script, text string) error { return graceOf(&s.meeting.Rules, text) },
	"zone":   func(s *script, name string) error { s.meeting.Zone = name; return nil },
	"sample": func(s *script, _ string) error { s.meeting.Sample = true; return nil },
	"files": func(s *script, text string) error {
		list, rules, _ := strings.Cut(text, " ")
		s.meeting.ListDigest, s.meeting.RulesDigest = digest(list), digest(rules)
		return nil
	},
	"seats": func(s *script, names string) error { s.seats = strings.Fields(names); return nil },
	"on": func(s *script, text string) (err error) {
		s.begins, err = time.Parse(time.RFC3339, text)
		return err
	},
}

// parseSignals reads "dark flash flash steady".
func parseSignals(of *timer.Signals, names string) error {
	words := strings.Fields(names)
	phases := []*timer.Signal{&of.Speaking, &of.Warning, &of.Over, &of.Overrun}
	if len(words) != len(phases) {
		return fmt.Errorf("there are %d phases that a light shows", len(phases))
	}
	for i, phase := range phases {
		if err := phase.UnmarshalText([]byte(words[i])); err != nil {
			return err
		}
	}
	return nil
}
