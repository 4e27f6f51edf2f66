package main

import (
	"errors"
	"flag"
	"fmt"
	"time"

	"rostrum/cmd/internal/program"
	"rostrum/display/link"
	"rostrum/gpio"
)

// config is all that can be chosen.
type config struct {
	Controller program.Words `toml:"controller"`
	KeyFile    string        `toml:"key_file"`
	Seat       program.Words `toml:"seat"`
	ActiveLow  bool          `toml:"active_low"`
	Talk       program.Words `toml:"talk"`
	Trace      string        `toml:"trace"`
	Holdover   duration      `toml:"holdover"`

	Latency bool `toml:"-"`
}

// duration is written as Go does, "1m30s".
type duration time.Duration

func (d *duration) String() string { return time.Duration(*d).String() }

// Set reads a duration.
func (d *duration) Set(text string) error {
	parsed, err := time.ParseDuration(text)
	if err != nil || parsed < 0 || parsed > longestHoldover {
		return fmt.Errorf("%q is not a length between nothing and %v, such as 60s", text, longestHoldover)
	}
	*d = duration(parsed)
	return nil
}

// UnmarshalText reads a duration.
func (d *duration) UnmarshalText(text []byte) error { return d.Set(string(text)) }

// How long past the overrun mark a light goes on without the controller.
const (
	usualHoldover   = time.Minute
	longestHoldover = time.Hour
)

// newConfig returns the defaults, each with the flag that changes it.
func newConfig(fs *flag.FlagSet) *config {
	c := &config{Holdover: duration(usualHoldover)}
	fs.Var(&c.Controller, "controller", "`address` of the controller, https://HOST:PORT, or http://127.0.0.1:PORT on the same machine; may be repeated: of two that keep one journal a connection to each is kept, others are tried in order, one at a time")
	fs.StringVar(&c.KeyFile, "key-file", c.KeyFile, "`file` that `rostrum key new --role light --seat …` made")
	fs.Var(&c.Seat, "seat", "drive the light of a seat, `SEAT=PIN`: 7=GPIO17, 7=GPIO17+GPIO27 for pins that are set together, or 7=dry without hardware; may be repeated; without one the agent tells how its machine does, and no more")
	fs.BoolVar(&c.ActiveLow, "active-low", c.ActiveLow, "the lights are lit by a low level")
	fs.Var(&c.Talk, "talk", "the contact of a microphone that closes to ground while it is open, `SEAT=PIN`: 7=GPIO22; may be repeated")
	fs.StringVar(&c.Trace, "trace", c.Trace, "append every change of a light's pin to this `file`")
	fs.Var(&c.Holdover, "holdover", "without the controller a light goes on for so `long` past the mark at which it is steady, then it is dark")
	fs.BoolVar(&c.Latency, "latency", c.Latency, "test: measure for a minute, in the dark, how late edges are")
	return c
}

// readConfig reads command line, environment and file.
func readConfig(env program.Environment) (*config, error) {
	return collar().Read(env)
}

// someLight refuses to try lights where there is none.
func (c *config) someLight() error {
	if len(c.Seat) == 0 {
		return fmt.Errorf("%w: no light is named; say --seat SEAT=PIN, as in --seat 7=GPIO17", program.ErrUsage)
	}
	return nil
}

// check refuses what cannot be followed.
func (c *config) check() error {
	if len(c.Controller) == 0 {
		return fmt.Errorf("%w: no controller is named; say --controller https://HOST:PORT", program.ErrUsage)
	}
	for _, address := range c.Controller {
		if err := link.CheckAddress(address); err != nil {
			return fmt.Errorf("%w: --controller: %w", program.ErrUsage, err)
		}
	}
	if c.KeyFile == "" {
		return fmt.Errorf("%w: no key is named; say --key-file FILE, made with `rostrum key new --role light --seat …`", program.ErrUsage)
	}
	return nil
}

// open makes every light of the configuration dark.
func (c *config) open() (*gpio.Bank, error) {
	bank, err := gpio.OpenBank(c.Seat, gpio.Options{ActiveLow: c.ActiveLow})
	if errors.Is(err, gpio.ErrBinding) {
		return nil, fmt.Errorf("%w: --seat: %w", program.ErrUsage, err)
	}
	return bank, err
}

// contacts opens the contacts; each must be of a seat whose light is driven here.
func (c *config) contacts(bank *gpio.Bank) ([]*gpio.Contact, error) {
	var all []*gpio.Contact
	for _, text := range c.Talk {
		b, err := gpio.ParseBinding(text)
		if err != nil {
			return nil, fmt.Errorf("%w: --talk: %w", program.ErrUsage, err)
		}
		if bank.Light(b.Seat) == nil {
			return nil, fmt.Errorf("%w: --talk: the light of seat %s is not driven here", program.ErrUsage, b.Seat)
		}
		contact, err := gpio.OpenContact(b)
		if err != nil {
			return nil, err
		}
		all = append(all, contact)
	}
	return all, nil
}
