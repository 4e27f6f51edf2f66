package main

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"rostrum/cmd/internal/program"
	"rostrum/cmd/internal/testbed"
	"rostrum/timer"
)

func from(variables map[string]string, args ...string) program.Environment {
	return program.Environment{Args: args, Lookup: func(name string) (string, bool) {
		v, ok := variables[name]
		return v, ok
	}}
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestConfigDefaults(t *testing.T) {
	want := &config{Listen: "127.0.0.1:8080", Start: startByChair, Forecast: forecastForAll, Guests: guests{20_000, 20_000, 4000},
		Room: room{MQTTTopic: "rostrum", MQTTDiscovery: "homeassistant", TSLIndex: 1}, Cluster: cluster{LeaseS: 1}}
	if c, err := readConfig(from(nil)); err != nil || !reflect.DeepEqual(c, want) {
		t.Errorf("the default is %+v, %v; want %+v", c, err, want)
	}
	if c, err := readConfig(from(nil, "--light", "2=dry")); err != nil || !reflect.DeepEqual(c.Light, program.Words{"2=dry"}) {
		t.Errorf("with a light it is %+v, %v", c, err)
	}
}

// Only a rehearsal has a light without being asked for one, wherever its data are.
func TestLightOfARehearsal(t *testing.T) {
	dir := t.TempDir()
	seats := func(args ...string) (seats []string) {
		t.Helper()
		p := testbed.Start(t, dir, args...)
		defer p.Stop()
		var body struct {
			Seats []struct{ Seat string }
		}
		if status, err := p.Ask("GET", "/api/v1/state", nil, &body); status != 200 || err != nil {
			t.Fatal(status, err)
		}
		for _, s := range body.Seats {
			seats = append(seats, s.Seat)
		}
		return seats
	}
	list := write(t, "list.csv", "delegation,kind\nPeru,state\nFiji,state\n")
	for _, c := range []struct {
		name  string
		args  []string
		seats []string
	}{
		{"begun", nil, []string{"1"}},
		{"gone on with", nil, []string{"1"}},
		{"gone on with, a list being named that is not taken", []string{"--list", list}, []string{"1"}},
		{"with another light", []string{"--light", "7=dry"}, []string{"7"}},
		{"no more, but a meeting that counts", []string{"--list", list, "--new-meeting"}, nil},
		{"which goes on", nil, nil},
		{"once more", []string{"--new-meeting"}, []string{"1"}},
	} {
		if got := seats(c.args...); !slices.Equal(got, c.seats) {
			t.Errorf("a rehearsal %s has lights at %q; want %q", c.name, got, c.seats)
		}
	}
}

// A new meeting is opened by the start that asks for it, and by no later one.
func TestNewMeetingOnce(t *testing.T) {
	if c, err := readConfig(from(nil, "--new-meeting")); err != nil || !c.NewMeeting {
		t.Errorf("--new-meeting is %+v, %v", c, err)
	}
	if c, err := readConfig(from(map[string]string{"ROSTRUM_NEW_MEETING": "true"})); err != nil || c.NewMeeting {
		t.Errorf("a variable opens a new meeting: %+v, %v", c, err)
	}
	_, err := readConfig(from(nil, "--config", write(t, "c.toml", "new_meeting = true\n")))
	if !errors.Is(err, program.ErrUsage) || !strings.Contains(err.Error(), `no setting "new_meeting"`) {
		t.Errorf("a file opens a new meeting: %v", err)
	}
}

func TestConfigRefused(t *testing.T) {
	for _, c := range []struct {
		name string
		env  program.Environment
		says string
	}{
		{"half a certificate", from(nil, "--tls-cert", "c.pem"), "--tls-key"},
		{"a starter that is none", from(nil, "--start", "audience"), "chair or microphone"},
		{"a public address without a port", from(nil, "--public-http", "0.0.0.0"), "--public-http"},
		{"no port", from(nil, "--listen", "127.0.0.1"), "127.0.0.1:8080"},
		{"no address at all", from(nil, "--listen", ""), "--listen is empty"},
		{"none in the environment", from(map[string]string{"ROSTRUM_LISTEN": ""}), "--listen is empty"},
		{"a cluster without a name", from(nil, "--cluster", "http://10.0.0.1:2379"), "name"},
		{"members that are none", from(nil, "--cluster", "10.0.0.1", "--cluster-name", "chamber"), "https://10.0.0.1:2379"},
		{"members with TLS and nothing to show them", from(nil, "--cluster", "https://10.0.0.1:2379", "--cluster-name", "chamber"), "no certificate"},
		{"half a certificate for members", from(nil, "--cluster", "http://10.0.0.1:2379", "--cluster-name", "chamber", "--cluster-key", "k"), "--cluster-cert"},
		{"a name without a cluster", from(nil, "--cluster-name", "chamber"), "--cluster is missing"},
		{"a lease that is too short", from(nil, "--cluster", "http://10.0.0.1:2379", "--cluster-name", "chamber", "--cluster-lease-s", "0"), "lease"},
		{"lights of one of two controllers", from(nil, "--cluster", "http://10.0.0.1:2379", "--cluster-name", "chamber", "--light", "7=dry"), "agents"},
		{"one of two controllers anywhere", from(nil, "--cluster", "http://10.0.0.1:2379", "--cluster-name", "chamber", "--listen", ":8443"), "--listen 192.168.10.5:8443"},
		{"one of two controllers at any address", from(nil, "--cluster", "http://10.0.0.1:2379", "--cluster-name", "chamber", "--listen", "[::]:8443"), "--listen"},
		{"a new meeting at each start", from(nil, "--cluster", "http://10.0.0.1:2379", "--cluster-name", "chamber", "--new-meeting"), "on the console"},
		{"none in the file", from(nil, "--config", write(t, "c.toml", "listen = \"\"\n")), "--listen is empty"},
	} {
		_, err := readConfig(c.env)
		if !errors.Is(err, program.ErrUsage) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v; want it to say %q", c.name, err, c.says)
		}
	}
}

// No key crosses a network in clear, whatever is listened on.
func TestTLSWhereverANetworkIs(t *testing.T) {
	for listen, encrypted := range map[string]bool{
		"127.0.0.1:0": false, "localhost:80": false, "[::1]:8080": false, "127.8.8.8:1": false,
		":8080": true, "0.0.0.0:443": true, "[::]:443": true, "192.168.1.5:8080": true, "rostrum.local:80": true,
	} {
		c, err := readConfig(from(nil, "--listen", listen))
		if err != nil || c.encrypted() != encrypted {
			t.Errorf("--listen %s: encrypted %v, %v", listen, c.encrypted(), err)
		}
		if c, err = readConfig(from(nil, "--listen", listen, "--tls")); err != nil || !c.encrypted() {
			t.Errorf("--listen %s --tls is not encrypted, %v", listen, err)
		}
	}
}

// The sample debate never shares a folder with a real list.
func TestFolder(t *testing.T) {
	env := from(map[string]string{"XDG_STATE_HOME": "/state"})
	sample, err := (&config{}).folder(env)
	if err != nil || sample != filepath.FromSlash("/state/rostrum/sample") {
		t.Errorf("the sample debate is in %s, %v", sample, err)
	}
	if own, err := (&config{List: "x.csv"}).folder(env); err != nil || own == sample {
		t.Errorf("a real list is in %s, %v", own, err)
	}
	if given, err := (&config{Data: "d"}).folder(env); err != nil || given != "d" {
		t.Errorf("--data is %s, %v", given, err)
	}
}

// The sample configuration of the runbook is one that the program takes.
func TestSampleConfiguration(t *testing.T) {
	c, err := readConfig(from(nil, "--config", filepath.Join("..", "..", "deploy", "rostrum.toml")))
	if err != nil {
		t.Fatal(err)
	}
	if c.Data == "" {
		t.Error("the sample configuration names no data folder")
	}
	rules, err := os.ReadFile(filepath.Join("..", "..", "deploy", "rules.toml"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parseRules(rules); err != nil {
		t.Errorf("the sample rules: %v", err)
	}
}

func TestRulesFile(t *testing.T) {
	rules, err := parseRules([]byte(`
name = "own"
[[rule]]
kind = "default"
limit = "2m"
warning = "limit-20s"
grace = "10s"
[[rule]]
kind = "briefer"
limit = "none"
[signals]
over = "steady"
`))
	if err != nil {
		t.Fatal(err)
	}
	want := timer.Rule{Limit: 2 * time.Minute, Warning: timer.Mark{Offset: 20 * time.Second, BeforeLimit: true}, Grace: 10 * time.Second}
	if rules.Name != "own" || rules.For(timer.State) != want || rules.For(timer.Briefer).Limit != timer.NoLimit {
		t.Errorf("read as %+v", rules)
	}
	if s := (timer.Signals{Speaking: timer.Dark, Warning: timer.Flash, Over: timer.Steady, Overrun: timer.Steady}); rules.Signals != s {
		t.Errorf("the signals are %+v", rules.Signals)
	}
	for _, c := range []struct{ name, text, says string }{
		{"nothing", "", "default"},
		{"no rule for the rest", "[[rule]]\nkind = \"group\"\nlimit = \"3m\"\nwarning = \"2m\"\ngrace = \"0s\"", "default"},
		{"a limit of zero", "[[rule]]\nkind = \"state\"\nlimit = \"0s\"\nwarning = \"0s\"\ngrace = \"0s\"", "limit"},
		{"a negative limit", "[[rule]]\nkind = \"state\"\nlimit = \"-3m\"\nwarning = \"2m\"\ngrace = \"0s\"", "limit"},
		{"a limit without a unit", "[[rule]]\nkind = \"state\"\nlimit = \"3\"\nwarning = \"2m\"\ngrace = \"0s\"", "limit"},
		{"a limit that is a number", "[[rule]]\nkind = \"state\"\nlimit = 3", "line 3"},
		{"no warning", "[[rule]]\nkind = \"state\"\nlimit = \"3m\"\ngrace = \"0s\"", "warning"},
		{"a warning after the limit", "[[rule]]\nkind = \"state\"\nlimit = \"3m\"\nwarning = \"4m\"\ngrace = \"0s\"", "after the limit"},
		{"a warning before the start", "[[rule]]\nkind = \"state\"\nlimit = \"3m\"\nwarning = \"limit-4m\"\ngrace = \"0s\"", "before the start"},
		{"more than all of the limit", "[[rule]]\nkind = \"state\"\nlimit = \"3m\"\nwarning = \"2m\"\ngrace = \"125%\"", "grace"},
		{"a negative grace", "[[rule]]\nkind = \"state\"\nlimit = \"3m\"\nwarning = \"2m\"\ngrace = \"-1s\"", "grace"},
		{"no limit, but a warning", "[[rule]]\nkind = \"state\"\nlimit = \"none\"\nwarning = \"2m\"", "none"},
		{"an unknown kind", "[[rule]]\nkind = \"king\"\nlimit = \"none\"", "king"},
		{"a kind twice", "[[rule]]\nkind = \"state\"\nlimit = \"none\"\n[[rule]]\nkind = \"state\"\nlimit = \"none\"", "two rules"},
		{"an unknown setting", "[[rule]]\nkind = \"state\"\nlimit = \"none\"\ncut = true", "line 4"},
		{"a name that turns the line round", "name = \"a\\u202e\"\n[[rule]]\nkind = \"state\"\nlimit = \"none\"", "name has a character"},
		{"a name on two lines", "name = \"a\\nb\"\n[[rule]]\nkind = \"state\"\nlimit = \"none\"", "name has a character"},
		{"a name without end", "name = \"" + strings.Repeat("é", timer.MaxName+1) + "\"\n[[rule]]\nkind = \"state\"\nlimit = \"none\"", "name is longer than 200"},
		{"an unknown signal", "[[rule]]\nkind = \"state\"\nlimit = \"none\"\n[signals]\nover = \"green\"", "green"},
	} {
		if _, err := parseRules([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v; want it to say %q", c.name, err, c.says)
		}
	}
	large := write(t, "large.toml", strings.Repeat("#", program.MaxFile+1))
	if _, _, err := chooseRules(from(nil), large); !errors.Is(err, program.ErrTooLarge) || !strings.Contains(err.Error(), large) {
		t.Errorf("a file without end: %v", err)
	}
}

// Whatever a rules file holds, it is refused or gives rules that hold together.
func FuzzRules(f *testing.F) {
	f.Add([]byte("name = \"two\"\n[[rule]]\nkind = \"state\"\nlimit = \"800ms\"\nwarning = \"400ms\"\ngrace = \"600ms\"\n[[rule]]\nkind = \"group\"\nlimit = \"1s\"\nwarning = \"limit-400ms\"\ngrace = \"600ms\"\n"))
	f.Add([]byte("[[rule]]\nkind = \"default\"\nlimit = \"none\"\n[signals]\noverrun = \"dark\"\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		rules, err := parseRules(text)
		if err != nil {
			return
		}
		if err := rules.Validate(); err != nil {
			t.Fatalf("taken, and refused by itself: %v", err)
		}
		for _, kind := range timer.Kinds() {
			r := rules.For(kind)
			if at := r.WarningAt(); at < 0 || at > r.Limit {
				t.Fatalf("the warning of %s is at %v of %v", kind, at, r.Limit)
			}
		}
	})
}
