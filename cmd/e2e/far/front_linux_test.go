package far_test

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"rostrum/cmd/internal/testbed"
)

// front is nginx before a controller.
type front struct {
	testing.TB
	address string
	process *testbed.Process
}

// around is what the machine's own nginx.conf says, as far as it matters here. It is one
// process: workers would stay where a test is killed with their master.
const around = `daemon off;
master_process off;
worker_rlimit_nofile 20000;
%[2]spid %[1]s/pid;
error_log stderr warn;
events { worker_connections 12000; }
http {
	client_body_temp_path %[1]s/body;
	proxy_temp_path %[1]s/proxy;
	fastcgi_temp_path %[1]s/fastcgi;
	uwsgi_temp_path %[1]s/uwsgi;
	scgi_temp_path %[1]s/scgi;
	access_log off;
	include %[1]s/site.conf;
}
`

// shipped is the file that is shipped, with other addresses.
func shipped(t testing.TB, dir, port, controller string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "deploy", "nginx", "rostrum-far.conf"))
	if err != nil {
		t.Fatal(err)
	}
	site := string(text)
	for _, change := range [][2]string{
		{"/var/cache/nginx/rostrum", filepath.Join(dir, "cache")}, {"listen 80;", "listen 127.0.0.1:" + port + " backlog=4096;"},
		{"http://chamber.local:8080", controller},
	} {
		if strings.Count(site, change[0]) != 1 {
			t.Fatalf("the configuration has %s %d times", change[0], strings.Count(site, change[0]))
		}
		site = strings.Replace(site, change[0], change[1], 1)
	}
	return site
}

// startFront starts nginx with a site, or skips the test where there is none.
func startFront(t testing.TB, site func(dir, port string) string) *front {
	t.Helper()
	program, err := exec.LookPath("nginx")
	if err != nil {
		program = "/usr/sbin/nginx" // where ordinary users do not look
		_, err = os.Stat(program)
	}
	if err != nil {
		err = errors.New("there is no nginx here (Debian: apt-get install nginx); what caches hand out is not tested")
	}
	testbed.Need(t, testbed.Far, err)
	dir, port, user := t.TempDir(), testbed.FreePort(t), ""
	if os.Getuid() == 0 {
		user = "user root;\n"
	}
	for name, text := range map[string]string{"nginx.conf": fmt.Sprintf(around, dir, user), "site.conf": site(dir, port)} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f := &front{TB: t, address: "127.0.0.1:" + port}
	f.process = testbed.Launch(t, nil, nil, program, "-c", filepath.Join(dir, "nginx.conf"))
	if !f.process.Within(testbed.Patience, func() bool {
		c, err := net.Dial("tcp", f.address)
		if err == nil {
			_ = c.Close()
		}
		return err == nil
	}) {
		t.Fatalf("nginx does not serve: %s", f.process.Log)
	}
	return f
}

// used is how long nginx had a processor.
func (f *front) used() time.Duration {
	f.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", f.process.Process.Pid))
	_, rest, _ := strings.Cut(string(text), ") ")
	fields := strings.Fields(rest)
	if err != nil || len(fields) < 13 {
		f.Fatalf("nginx has no times: %v %s", err, text)
	}
	total := time.Duration(0)
	for _, ticks := range fields[11:13] {
		n, _ := strconv.Atoi(ticks)
		total += time.Duration(n) * time.Second / 100 // as the kernel tells programs
	}
	return total
}

// gate stands between nginx and the controller, and notes what comes.
type gate struct {
	*httptest.Server
	mu   sync.Mutex
	came []*http.Request
	took time.Duration // an answer of the controller, at most
}

func newGate(t testing.TB, to string) *gate {
	t.Helper()
	g := &gate{}
	u, err := url.Parse(to)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(u)
	proxy.ErrorHandler = func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) } // as if it were not here
	g.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.mu.Lock()
		g.came = append(g.came, r.Clone(r.Context()))
		g.mu.Unlock()
		begun := time.Now()
		proxy.ServeHTTP(w, r)
		g.mu.Lock()
		g.took = max(g.took, time.Since(begun))
		g.mu.Unlock()
	}))
	t.Cleanup(g.Close)
	return g
}

// all are the requests that came so far.
func (g *gate) all() []*http.Request {
	g.mu.Lock()
	defer g.mu.Unlock()
	return append([]*http.Request(nil), g.came...)
}

// slowest is how long an answer took at most.
func (g *gate) slowest() time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.took
}

// house is a controller, the gate at its public door, and nginx before that.
type house struct {
	*testbed.Controller
	public string // the address of its public door
	gate   *gate
	front  *front
}

func newHouse(t testing.TB) *house {
	t.Helper()
	door := "127.0.0.1:" + testbed.FreePort(t)
	h := &house{Controller: testbed.Start(t, t.TempDir(), "--public-http", door), public: "http://" + door}
	h.gate = newGate(t, h.public)
	h.front = startFront(t, func(dir, port string) string { return shipped(t, dir, port, h.gate.URL) })
	return h
}
