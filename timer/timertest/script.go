package timertest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"
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
// debate go on to its time; "list" writes what has become of each speaker.
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
	list    bool
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
		if after == "list" {
			s.steps = append(s.steps, step{at: at, text: after, list: true})
			return nil
		}
		command, err := parseCommand(after)
		s.steps = append(s.steps, step{at: at, text: after, command: command})
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
		if step.list {
			out.printf("%s %s\n", formatTime(step.at), describeList(&engine.Snapshot().Meeting))
		}
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
