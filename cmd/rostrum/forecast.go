package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"rostrum/cmd/internal/program"
	"rostrum/timer/forecast"
)

const forecastUsage = `rostrum forecast FILE [--as json]
says how long a speakers' list will still take, as of the end of the last statement heard.

FILE is CSV; its first line names the columns: kind,started_s,used_s,limit_s
  kind       state, group and so on; empty is state
  started_s  when the statement started, in seconds from any zero; gaps over five minutes count as five
  used_s     how long it lasted, in seconds; a line without these two is still to come
  limit_s    its limit in seconds; empty or none is no limit, and is measured against three minutes
Nothing is kept, and nothing is changed.`

// forecastOf says how long a list in a file will still take.
func forecastOf(_ context.Context, env program.Environment) error {
	path, as, err := forecastOptions(env)
	if err != nil {
		return err
	}
	read, err := program.Reading(env, func() (slots, error) {
		text, err := readAtMost(path, mostSlots+1)
		if err != nil {
			return slots{}, err
		}
		return readSlots(text)
	})
	if err != nil {
		return fmt.Errorf("%s was refused: %w", path, err)
	}
	f, err := forecast.Make(read.debate)
	if err != nil {
		return fmt.Errorf("%s was refused: %w", path, err)
	}
	if as == "json" {
		body, err := indented(leftOf(f))
		if err != nil {
			return err
		}
		_, err = env.Stdout.Write(body)
		return err
	}
	fmt.Fprintln(env.Stdout, sentence(leftOf(f), read.unlimited))
	return nil
}

// forecastOptions reads the options, which may stand on either side of the file.
func forecastOptions(env program.Environment) (path, as string, err error) {
	fs := flag.NewFlagSet("rostrum forecast", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&as, "as", "text", "")
	var files []string
	for args := env.Args; ; args = fs.Args()[1:] {
		if err := fs.Parse(args); errors.Is(err, flag.ErrHelp) {
			return "", "", err
		} else if err != nil {
			return "", "", fmt.Errorf("%w: %w", program.ErrUsage, err)
		}
		if fs.NArg() == 0 {
			break
		}
		files = append(files, fs.Arg(0))
	}
	if len(files) != 1 || as != "json" && as != "text" {
		return "", "", fmt.Errorf("%w: one FILE is asked for, and --as is json or text", program.ErrUsage)
	}
	return files[0], as, nil
}

// readAtMost reads no more of a file than so many bytes.
func readAtMost(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, most))
}

// left is how long a list will still take, for programs.
type left struct {
	Done int         `json:"done"`   // heard, points of order left out
	Left int         `json:"left"`   // still to come
	Time leftSeconds `json:"left_s"` // from the end of the last one heard
}

// leftSeconds are whole seconds: one case of ten takes less than P10, one more than P90.
type leftSeconds struct {
	P10 int64 `json:"p10"`
	P50 int64 `json:"p50"`
	P90 int64 `json:"p90"`
}

func leftOf(f forecast.Forecast) left {
	seconds := func(at time.Time) int64 { return int64(at.Sub(f.Now) / time.Second) }
	return left{f.Basis.Statements, f.Left, leftSeconds{seconds(f.ListEnds.P10), seconds(f.ListEnds.P50), seconds(f.ListEnds.P90)}}
}

// sentence is the same for people.
func sentence(l left, unlimited int) string {
	heard := fmt.Sprintf("%d were heard", l.Done)
	switch l.Done {
	case 0:
		heard = "Nobody was heard yet"
	case 1:
		heard = "1 was heard"
	}
	if l.Left == 0 {
		return heard + ", and nobody is still to come."
	}
	are := "are"
	if l.Left == 1 {
		are = "is"
	}
	text := fmt.Sprintf("%s and %d %s still to come: that probably takes %s, and in four cases of five between %s and %s",
		heard, l.Left, are, spoken(l.Time.P50), spoken(l.Time.P10), spoken(l.Time.P90))
	if unlimited > 0 {
		text += fmt.Sprintf(" (lines without a limit, %d, are measured against three minutes)", unlimited)
	}
	return text + "."
}

// spoken is a length of time as people say it, in whole minutes.
func spoken(seconds int64) string {
	minutes := (seconds + 30) / 60
	if minutes < 60 {
		return fmt.Sprintf("%d min", minutes)
	}
	return fmt.Sprintf("%d h %02d min", minutes/60, minutes%60)
}
