package metrics_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"rostrum/cmd/internal/testbed"
	"rostrum/display/wire"
	"rostrum/timer"
)

// tool returns one of Prometheus's two programs.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		err = errors.New("there is no " + name + " here (Debian: apt-get install prometheus); nobody asks for the figures")
	}
	testbed.Need(t, testbed.Metrics, err)
	return path
}

// shipped is the path of a file that is shipped.
func shipped(name string) string { return filepath.Join("..", "..", "..", "deploy", "metrics", name) }

func read(t testing.TB, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// The rules are sound, and each alert comes when it has to, and not before.
func TestAlertRules(t *testing.T) {
	promtool := tool(t, "promtool")
	for _, words := range [][]string{{"check", "rules", shipped("rules.yml")}, {"test", "rules", shipped("rules_test.yml")}} {
		if said, err := exec.CommandContext(t.Context(), promtool, words...).CombinedOutput(); err != nil {
			t.Errorf("promtool %v: %v\n%s", words, err, said)
		}
	}
	rules, tests := read(t, shipped("rules.yml")), read(t, shipped("rules_test.yml"))
	alerts := regexp.MustCompile(`alert: (\w+)`).FindAllStringSubmatch(rules, -1)
	if len(alerts) != 6 {
		t.Errorf("there are %d alerts", len(alerts))
	}
	for _, a := range alerts {
		for what, words := range map[string]string{"come": "alertname: " + a[1] + "\n", "stay away": "alertname: " + a[1] + ", exp_alerts: []"} {
			if !strings.Contains(tests, words) {
				t.Errorf("nobody tests that %s can %s", a[1], what)
			}
		}
	}
}

// house is a controller of which a Prometheus asks.
type house struct {
	*testbed.Controller
	api string // of the Prometheus
}

const rules = `
name = "rehearsal"
[[rule]]
kind = "default"
limit = "800ms"
warning = "400ms"
grace = "600ms"
`

// private is what nobody may learn by a figure: names, and what is registered.
const private = `delegation,speaker,kind,seat,language,remarks
Ruritania,Ms. Zenda,state,7,fr,Strelsau
Graustark,Mr. Lorry,state,7,en,Edelweiss
`

// TestPrometheus plays a statement while a real Prometheus asks by TLS and with a key, as
// the technician's page says: it has what happened, knows each figure by its name, and no
// name of anybody. Without the key it is told nothing.
func TestPrometheus(t *testing.T) {
	prometheus, promtool := tool(t, "prometheus"), tool(t, "promtool")
	dir := t.TempDir()
	for name, text := range map[string]string{"rules.toml": rules, "list.csv": private} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	h := &house{Controller: testbed.Start(t, dir, "--list", filepath.Join(dir, "list.csv"), "--rules", filepath.Join(dir, "rules.toml"),
		"--symbol", "S/PV.9571", "--light", "7=dry", "--metrics", "0.0.0.0:0")}
	door := h.door()
	h.splitKey()
	h.configure(door)
	if said, err := exec.CommandContext(t.Context(), promtool, "check", "config", filepath.Join(dir, "prometheus.yml")).CombinedOutput(); err != nil {
		t.Fatalf("promtool check config: %v\n%s", err, said)
	}
	h.start(prometheus)

	dialer := websocket.Dialer{Subprotocols: []string{wire.Protocol}}
	for range 3 { // screens of the public
		ws, answer, err := dialer.Dial("ws"+strings.TrimPrefix(h.Address(), "http")+"/ws", nil)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		defer func() { _ = ws.Close() }()
	}
	h.Do("give", "give-floor", map[string]any{"entry": "e1"})
	h.Do("start", "start", nil)
	h.Await("the prompt", func(s *wire.State) bool { return s.Floor != nil && s.Floor.Phase == "overrun" })
	h.Do("end", "end", nil)
	h.Await("a dark light", func(s *wire.State) bool {
		seat := testbed.SeatOf(s, "7")
		return seat.Signal == timer.Dark && seat.Acknowledged
	})

	h.await(`rostrum_saving`, "1")
	h.await(`rostrum_light_confirmed{seat="7"}`, "1")
	h.await(`rostrum_clock_offset_seconds{seat="7"}`, "0")
	h.await(`rostrum_screens{role="public"}`, "3")
	h.await(`rostrum_screens{role="chair"}`, "0")
	h.await(`rostrum_edge_lateness_seconds_count`, "4") // dark at the start, flash, steady, dark
	h.await(`rostrum_journal_append_seconds_count >= bool 4`, "1")
	h.await(`rostrum_tick_lateness_seconds_count >= bool 2`, "1")
	h.await(`count(rostrum_build_info{version!="", goversion=~"go1.+"})`, "1")
	h.await(`up{job="rostrum"}`, "1")
	h.await(`up{job="without-key"}`, "0")
	if said := h.ask("targets", nil, nil); !strings.Contains(said, "401 Unauthorized") {
		t.Errorf("without a key Prometheus says %s", said)
	}
	h.seriesAreOurs()
	h.dashboardIsAnswered()
	h.rulesAreWell()
	h.Stop()
	h.await(`up{job="rostrum"}`, "0")
}

// door is where the figures are, as this machine reaches it.
func (h *house) door() string {
	h.Helper()
	said := h.Said("metrics")
	if len(said) != 1 || !strings.HasPrefix(said[0], "https://") {
		h.Fatalf("the controller says of its figures %q", said)
	}
	u, err := url.Parse(said[0])
	if err != nil {
		h.Fatal(err)
	}
	return "127.0.0.1:" + u.Port()
}

// splitKey makes a key for metrics, and parts its file as the page says.
func (h *house) splitKey() {
	h.Helper()
	file := filepath.Join(h.Dir, "metrics.key")
	h.Run("key", "new", "--role", "metrics", "--name", "prometheus", "--file", file)
	key, pin, _ := strings.Cut(read(h, file), "\n")
	for name, text := range map[string]string{"rostrum.key": key, "rostrum.crt": pin, "rostrum-rules.yml": read(h, shipped("rules.yml"))} {
		if err := os.WriteFile(filepath.Join(h.Dir, name), []byte(text), 0o600); err != nil {
			h.Fatal(err)
		}
	}
}

// configure makes of the configuration that is shipped one that asks this controller each
// half a second, and once more without a key.
func (h *house) configure(door string) {
	h.Helper()
	text := read(h, shipped("prometheus.yml"))
	for _, change := range [][2]string{{"/etc/prometheus/", h.Dir + "/"}, {"chamber.local:9464", door}, {": 5s", ": 500ms"}} {
		if !strings.Contains(text, change[0]) {
			h.Fatalf("the configuration has no %s", change[0])
		}
		text = strings.ReplaceAll(text, change[0], change[1])
	}
	_, job, _ := strings.Cut(text, "scrape_configs:\n")
	job = strings.Replace(job, "job_name: rostrum", "job_name: without-key", 1)
	job = regexp.MustCompile(`(?m)^ +authorization:\n.*\n`).ReplaceAllString(job, "")
	if err := os.WriteFile(filepath.Join(h.Dir, "prometheus.yml"), []byte(text+job), 0o600); err != nil {
		h.Fatal(err)
	}
}

var listeningOn = regexp.MustCompile(`Listening on.* address=(127\.0\.0\.1:\d+)`)

// start starts Prometheus on a port that is free, and waits until it answers.
func (h *house) start(prometheus string) {
	h.Helper()
	p := testbed.Launch(h, nil, nil, prometheus, "--config.file", filepath.Join(h.Dir, "prometheus.yml"),
		"--storage.tsdb.path", filepath.Join(h.Dir, "tsdb"), "--web.listen-address", "127.0.0.1:0")
	if !p.Says("Listening on") {
		h.Fatal("Prometheus does not say where it listens")
	}
	at := listeningOn.FindStringSubmatch(p.Log.String())
	if at == nil {
		h.Fatalf("Prometheus says %s", p.Log)
	}
	h.api = "http://" + at[1] + "/api/v1/"
	if !p.Within(testbed.Patience, func() bool {
		answer, err := http.Get("http://" + at[1] + "/-/ready")
		if err != nil {
			return false
		}
		_ = answer.Body.Close()
		return answer.StatusCode == http.StatusOK
	}) {
		h.Fatal("Prometheus is never ready")
	}
}

// ask asks Prometheus, and reads what it answers.
func (h *house) ask(path string, query url.Values, into any) string {
	h.Helper()
	answer, err := http.Get(h.api + path + "?" + query.Encode())
	if err != nil {
		h.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	var text bytes.Buffer
	if _, err := text.ReadFrom(answer.Body); err != nil {
		h.Fatal(err)
	}
	told := struct {
		Status, Error string
		Data          any
	}{Data: into}
	if err := json.Unmarshal(text.Bytes(), &told); err != nil || told.Status != "success" {
		h.Fatalf("%s %v: %v %s", path, query, err, told.Error)
	}
	return text.String()
}

// samples is the answer to a query: of each series the labels, and when it was what.
type samples struct {
	Result []struct {
		Metric map[string]string
		Value  [2]any
	}
}

// query returns the value of each series of a query.
func (h *house) query(expression string) (values []string) {
	h.Helper()
	var told samples
	h.ask("query", url.Values{"query": {expression}}, &told)
	for _, r := range told.Result {
		values = append(values, fmt.Sprint(r.Value[1]))
	}
	return values
}

// await waits until a query has one series, with a value.
func (h *house) await(expression, want string) {
	h.Helper()
	var is []string
	for until := time.Now().Add(testbed.Patience); ; <-time.After(50 * time.Millisecond) {
		if is = h.query(expression); slices.Equal(is, []string{want}) {
			return
		}
		if time.Now().After(until) {
			h.Fatalf("%s is %q; it has to be %q", expression, is, want)
		}
	}
}

// names are those of the series, which other programs depend on.
var names = []string{
	"rostrum_build_info", "rostrum_clock_offset_seconds",
	"rostrum_edge_lateness_seconds_bucket", "rostrum_edge_lateness_seconds_count", "rostrum_edge_lateness_seconds_sum",
	"rostrum_journal_append_seconds_bucket", "rostrum_journal_append_seconds_count", "rostrum_journal_append_seconds_sum",
	"rostrum_leads", "rostrum_light_confirmed", "rostrum_saving", "rostrum_screens",
	"rostrum_tick_lateness_seconds_bucket", "rostrum_tick_lateness_seconds_count", "rostrum_tick_lateness_seconds_sum",
}

// seriesAreOurs holds that there is nothing else: no figure by chance, and no label that
// names anybody.
func (h *house) seriesAreOurs() {
	h.Helper()
	var series []map[string]string
	text := h.ask("series", url.Values{"match[]": {`{job="rostrum"}`}}, &series)
	var found []string
	for _, s := range series {
		name := s["__name__"]
		if name == "up" || strings.HasPrefix(name, "scrape_") {
			continue // Prometheus's own
		}
		found = append(found, name)
		for label := range s {
			if !slices.Contains([]string{"__name__", "instance", "job", "le", "role", "seat", "version", "goversion"}, label) {
				h.Errorf("%s has a label %s", name, label)
			}
		}
	}
	slices.Sort(found)
	if found = slices.Compact(found); !slices.Equal(found, names) {
		h.Errorf("there are %v", found)
	}
	for _, word := range regexp.MustCompile(`\pL{3,}`).FindAllString(private, -1) {
		if !slices.Contains([]string{"state", "seat"}, word) && strings.Contains(text, word) {
			h.Errorf("a figure says %s", word)
		}
	}
}

// dashboardIsAnswered asks what the dashboard asks, until each panel shows something: a
// rate needs two answers.
func (h *house) dashboardIsAnswered() {
	h.Helper()
	var board struct {
		Panels []struct {
			Title   string
			Targets []struct{ Expr string }
		}
	}
	if err := json.Unmarshal([]byte(read(h, shipped("dashboard.json"))), &board); err != nil {
		h.Fatal(err)
	}
	if len(board.Panels) == 0 {
		h.Error("the dashboard is empty")
	}
	grafana := strings.NewReplacer("$__rate_interval", "1m", "$controller", ".*")
	for _, p := range board.Panels {
		for _, target := range p.Targets {
			expression := grafana.Replace(target.Expr)
			for until := time.Now().Add(testbed.Patience); len(h.query(expression)) == 0; <-time.After(50 * time.Millisecond) {
				if time.Now().After(until) {
					h.Fatalf("%s: nothing is answered to %s", p.Title, expression)
				}
			}
		}
	}
}

// rulesAreWell waits until each rule was looked at, and none had anything against it.
func (h *house) rulesAreWell() {
	h.Helper()
	var told struct {
		Groups []struct {
			Rules []struct{ Name, Health, LastError string }
		}
	}
	for until := time.Now().Add(testbed.Patience); ; <-time.After(50 * time.Millisecond) {
		h.ask("rules", nil, &told)
		well := 0
		for _, g := range told.Groups {
			for _, r := range g.Rules {
				if r.Health == "err" {
					h.Fatalf("%s: %s", r.Name, r.LastError)
				}
				if r.Health == "ok" {
					well++
				}
			}
		}
		if well == 6 {
			return
		}
		if time.Now().After(until) {
			h.Fatalf("the rules are %+v", told)
		}
	}
}
