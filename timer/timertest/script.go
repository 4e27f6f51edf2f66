package timertest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing/synctest"
	"time"

	"rostrum/timer"
)

// Replay plays a debate that is written as text, and returns the text anew with
// what truly happened. It must be called inside a bubble of testing/synctest,
// so that hours pass in no time and every instant is exact.
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
// A command that is refused is followed by its reason. The line "wait" lets the
// debate go on to its time.
func Replay(text string) (string, error) {
	s := script{rules: timer.DefaultRules}
	lines := bufio.NewScanner(strings.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		if err := s.read(lines.Text()); err != nil {
			return "", fmt.Errorf("timertest: line %d: %w", n, err)
		}
	}
	return s.play()
}

type script struct {
	head  strings.Builder // as it was
	rules string
	list  []timer.Inscription
	steps []step
}

type step struct {
	at      time.Duration
	text    string
	command timer.Command // nil = wait
}

func (s *script) read(line string) error {
	word, rest, _ := strings.Cut(line, " ")
	before, after, isCommand := strings.Cut(line, " > ")
	switch {
	case isCommand:
		at, err := parseTime(before)
		if err != nil {
			return err
		}
		command, err := parseCommand(after)
		s.steps = append(s.steps, step{at, after, command})
		return err
	case word == "rules":
		s.rules = rest
	case word == "speaker":
		kind, delegation, _ := strings.Cut(rest, " ")
		s.list = append(s.list, timer.Inscription{Kind: timer.Kind(kind), Delegation: delegation})
	case word == "" || strings.HasPrefix(word, "#"):
	default:
		return nil // what followed: written anew
	}
	s.head.WriteString(line + "\n")
	return nil
}

func (s *script) play() (string, error) {
	rules, ok := timer.Preset(s.rules)
	if !ok {
		return "", fmt.Errorf("timertest: there are no rules %q", s.rules)
	}
	begin := time.Now()
	clock := timer.NewClock("script", begin, 0)
	engine, err := timer.New(timer.Config{Run: "script", Clock: clock, Journal: &Recorder{}})
	if err != nil {
		return "", err
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- engine.Run(ctx) }()

	chair := timer.Actor{Role: timer.Chair}
	do := func(c timer.Command) error {
		_, err := engine.Do(ctx, chair, timer.Request{Command: c})
		return err
	}
	if err := do(timer.OpenMeeting{Rules: rules, List: s.list}); err != nil {
		stop()
		return "", errors.Join(err, <-ended)
	}
	out := &transcript{}
	out.printf("%s", s.head.String())
	sub := engine.Subscribe()
	followed := make(chan struct{})
	go func() {
		defer close(followed)
		for snapshot := range sub.C() {
			out.follow(snapshot)
		}
	}()
	for _, step := range s.steps {
		time.Sleep(time.Until(begin.Add(step.at)))
		synctest.Wait() // what was due by then is written first
		out.printf("%s > %s\n", formatTime(step.at), step.text)
		if step.command == nil {
			continue
		}
		err := do(step.command)
		synctest.Wait()
		if err != nil {
			out.printf("%s refused: %v\n", formatTime(step.at), err)
		}
	}
	stop()
	err = <-ended
	<-followed
	return out.text.String(), err
}

// transcript writes a line for each change that a light or screen would show.
type transcript struct {
	last string

	mu   sync.Mutex
	text strings.Builder
}

func (t *transcript) printf(format string, args ...any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	fmt.Fprintf(&t.text, format, args...)
}

func (t *transcript) follow(s *timer.Snapshot) {
	line := describe(s)
	if line == t.last {
		return
	}
	t.last = line
	at := s.At.Steady
	elapsed := ""
	if f := s.Meeting.Floor; f != nil {
		elapsed = " " + formatTime(f.ElapsedAt(at))
		if f.Rule.Limit != timer.NoLimit {
			elapsed += " of " + formatTime(f.Rule.Limit)
		}
	}
	t.printf("%s %s%s\n", formatTime(at.Sub(0)), line, elapsed)
}

func describe(s *timer.Snapshot) string {
	f := s.Meeting.Floor
	if f == nil {
		if l := s.Meeting.Last; l != nil {
			return fmt.Sprintf("nobody; %s used %s", l.Delegation, formatTime(l.Held))
		}
		return "nobody"
	}
	at := s.At.Steady
	text := fmt.Sprintf("%s %s %s", f.Delegation, f.PhaseAt(at), f.SignalAt(at))
	if f.Paused() {
		text += " paused"
	}
	if f.Urges > 0 {
		text += fmt.Sprintf(" urged %d", f.Urges)
	}
	return text
}

func parseCommand(text string) (timer.Command, error) {
	words := strings.Fields(text)
	if len(words) == 0 {
		return nil, errors.New("a command is missing")
	}
	argument := func(n int) string {
		if n < len(words) {
			return words[n]
		}
		return ""
	}
	switch words[0] {
	case "wait":
		return nil, nil
	case "give-floor":
		return timer.GiveFloor{Entry: timer.EntryID(argument(1)), Seat: argument(2)}, nil
	case "start":
		return timer.Start{}, nil
	case "pause":
		return timer.Pause{Reason: strings.Join(words[1:], " ")}, nil
	case "resume":
		return timer.Resume{}, nil
	case "extend":
		by, err := time.ParseDuration(argument(1))
		return timer.Extend{By: by}, err
	case "urge":
		return timer.Urge{}, nil
	case "end":
		return timer.End{}, nil
	case "withdraw":
		return timer.Withdraw{Entry: timer.EntryID(argument(1))}, nil
	case "move":
		return timer.Move{Entry: timer.EntryID(argument(1)), Before: timer.EntryID(argument(2))}, nil
	case "close-list":
		return timer.CloseList{}, nil
	case "reopen-list":
		return timer.ReopenList{}, nil
	case "undo":
		of, err := strconv.ParseUint(argument(1), 10, 64)
		return timer.Undo{Of: of}, err
	default:
		return nil, fmt.Errorf("%q is not a command", words[0])
	}
}

// parseTime reads minutes and seconds, "2:30" or "62:05.250".
func parseTime(text string) (time.Duration, error) {
	minutes, seconds, ok := strings.Cut(text, ":")
	if !ok {
		return 0, fmt.Errorf("%q is not a time such as 2:30.000", text)
	}
	return time.ParseDuration(minutes + "m" + seconds + "s")
}

func formatTime(d time.Duration) string {
	return fmt.Sprintf("%d:%06.3f", int(d.Minutes()), (d % time.Minute).Seconds())
}
