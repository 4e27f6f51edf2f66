package crash_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"rostrum/cmd/internal/testbed"
)

// No descriptor is left, since more have come than there is room for: a chair who is
// signed in goes on acting over the connection that she has.
func TestNoDescriptorsLeft(t *testing.T) {
	p := testbed.Start(t, t.TempDir())
	chair := &http.Client{Transport: &http.Transport{MaxConnsPerHost: 1}}
	post := func(path, cookie string, body map[string]any) (status int, cookies []*http.Cookie) {
		t.Helper()
		text, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		request, err := http.NewRequest(http.MethodPost, p.Address()+path, bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Cookie", cookie)
		answer, err := chair.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = answer.Body.Close() }()
		if _, err := new(bytes.Buffer).ReadFrom(answer.Body); err != nil { // so that the connection is kept
			t.Fatal(err)
		}
		return answer.StatusCode, answer.Cookies()
	}
	status, cookies := post("/api/v1/session", "", map[string]any{"invite": p.Invitation("tablet")})
	if status != http.StatusOK || len(cookies) != 1 {
		t.Fatalf("signing in is answered %d, with %v", status, cookies)
	}
	session := cookies[0].Name + "=" + cookies[0].Value

	restore := takeDescriptors(t, p.Process().Process.Pid)
	for range 5 { // who comes is not let in
		guest, err := net.Dial("tcp", strings.TrimPrefix(p.Address(), "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = guest.Close() }()
	}
	for n := range 20 {
		if status, _ := post("/api/v1/commands", session, map[string]any{"id": fmt.Sprint(n), "do": "note", "text": "x"}); status != http.StatusOK {
			t.Errorf("act %d is answered %d", n, status)
		}
	}
	restore()
	if s := p.State(); s.Rev < 21 {
		t.Errorf("the revision is %d", s.Rev)
	}
	p.Stop()
}

// takeDescriptors leaves a process none beyond those that it has.
func takeDescriptors(t *testing.T, pid int) (restore func()) {
	t.Helper()
	var was unix.Rlimit
	if err := unix.Prlimit(pid, unix.RLIMIT_NOFILE, nil, &was); err != nil {
		t.Fatal(err)
	}
	open := make(map[uint64]bool)
	files, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		n, err := strconv.ParseUint(f.Name(), 10, 32)
		if err != nil {
			t.Fatal(err)
		}
		open[n] = true
	}
	least := was
	for least.Cur = 0; open[least.Cur]; least.Cur++ { // up to the lowest that is free
	}
	set := func(limit unix.Rlimit) {
		t.Helper()
		if err := unix.Prlimit(pid, unix.RLIMIT_NOFILE, &limit, nil); err != nil {
			t.Fatal(err)
		}
	}
	set(least)
	return func() { set(was) }
}
