package main

import (
	"fmt"
	"io"
	"strings"

	"rsc.io/qr"

	"rostrum/cmd/internal/program"
	"rostrum/display/access"
	"rostrum/display/wire"
	"rostrum/timer"
)

type greeting struct {
	cluster      string // of which it is one controller, or empty
	address      string
	public       string              // address without TLS, or empty
	metrics      string              // address of the figures, or empty
	certificates access.Certificates // or nil
	meeting      timer.Meeting
	resumed      bool
	notices      []timer.Notice
	doubts       *timer.Doubts // or nil
	access       *access.Store
}

// greet says where everything is. The chair's link is a key, so it is shown to
// a person at a terminal and to nobody else.
func greet(w io.Writer, g greeting) error {
	fmt.Fprintln(w, "listening", g.address)
	if g.cluster != "" {
		fmt.Fprintln(w, "cluster  ", g.cluster+" (this controller follows it, and leads when no other does)")
	} else {
		fmt.Fprintln(w, "meeting  ", describe(g))
	}
	fmt.Fprintln(w, "lobby    ", g.address+"/")
	if g.metrics != "" {
		fmt.Fprintln(w, "metrics  ", g.metrics+"/metrics")
	}
	fmt.Fprintln(w, "public   ", g.address+"/gallery")
	if g.public != "" {
		fmt.Fprintln(w, "public   ", g.public+"/gallery")
		fmt.Fprintln(w, "trust    ", g.public+"/trust")
	}
	if g.certificates != nil {
		fmt.Fprintln(w, "compare  ", access.Fingerprint(g.certificates.Pin()))
	}
	if !program.IsTerminal(w) {
		return nil
	}
	for _, n := range g.notices {
		fmt.Fprintln(w, "note     ", n.Message)
	}
	if g.doubts != nil && g.doubts.PutAway == nil {
		for _, group := range g.doubts.Groups {
			fmt.Fprintf(w, "note      Speakers' list, %s: %s\n", linesText(group), group.Message)
		}
	}
	return printInvitation(w, g.address, g.access, access.Grant{Role: string(timer.Chair)})
}

// linesText says which lines a group of doubts is about.
func linesText(g timer.DoubtGroup) string {
	if g.Count == 1 {
		return fmt.Sprintf("line %d, column %d", g.Lines[0].Line, g.Lines[0].Column)
	}
	return fmt.Sprintf("%d lines, first line %d", g.Count, g.Lines[0].Line)
}

func describe(g greeting) string {
	text := g.meeting.Title
	if g.meeting.Symbol != "" {
		text = g.meeting.Symbol + " · " + text
	}
	text = fmt.Sprintf("%s · %d speakers · %s", text, len(g.meeting.List), g.meeting.Rules.Name)
	if g.resumed {
		text += fmt.Sprintf(" · resumed at revision %d", g.meeting.Rev)
	}
	if g.meeting.Rehearsal {
		text += "\n           (a rehearsal: every page says so)"
	}
	if g.meeting.Sample {
		text += "\n           (a real list: slots 1-13 in the order of the day, 14-37 alphabetical, their real order is not known)"
	}
	return text
}

// printInvitation prints a one-time sign-in link and its QR code.
func printInvitation(w io.Writer, address string, store *access.Store, who access.Grant) error {
	secret, who, err := store.Invite(who)
	if err != nil {
		return err
	}
	link := address + wire.PageOf(timer.Role(who.Role)) + "#invite=" + secret
	code, err := qr.Encode(link, qr.L)
	if err != nil {
		return fmt.Errorf("the link does not fit into a code: %w", err)
	}
	fmt.Fprintln(w)
	fmt.Fprintf(w, "%s's console, %q, for one sign-in within 15 minutes (rostrum invite makes another):\n", who.Role, who.Name)
	fmt.Fprintln(w, link)
	fmt.Fprintln(w)
	fmt.Fprint(w, blocks(code))
	return nil
}

// quiet is the white border that a reader needs, in modules (ISO/IEC 18004).
const quiet = 4

// blocks draws a code with half blocks, two modules a character, white on black
// by its own colours whatever those of the terminal are.
func blocks(code *qr.Code) string {
	const colours, plain = "\x1b[38;5;231;48;5;16m", "\x1b[0m"
	var b strings.Builder
	for y := -quiet; y < code.Size+quiet; y += 2 {
		b.WriteString(colours)
		for x := -quiet; x < code.Size+quiet; x++ {
			switch upper, lower := code.Black(x, y), code.Black(x, y+1); {
			case upper && lower:
				b.WriteRune(' ')
			case upper:
				b.WriteRune('▄')
			case lower:
				b.WriteRune('▀')
			default:
				b.WriteRune('█')
			}
		}
		b.WriteString(plain)
		b.WriteByte('\n')
	}
	return b.String()
}
