package access

import (
	"bufio"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// oneConn is a listener that has one connection.
type oneConn struct{ c chan net.Conn }

func (l oneConn) Accept() (net.Conn, error) { return <-l.c, nil }
func (l oneConn) Close() error              { return nil }
func (l oneConn) Addr() net.Addr            { return &net.TCPAddr{} }

// through returns both ends of a connection through a redirecting listener.
func through(t *testing.T) (client, server net.Conn) {
	t.Helper()
	theirs, ours := net.Pipe()
	l := oneConn{make(chan net.Conn, 1)}
	l.c <- ours
	server, err := Redirecting(l).Accept()
	if err != nil {
		t.Fatal(err)
	}
	return theirs, server
}

func TestPlainHTTPIsSentOn(t *testing.T) {
	for _, c := range []struct{ says, request, location string }{
		{"a browser", "GET / HTTP/1.1\r\nHost: rostrum.local:8443\r\n\r\n", "https://rostrum.local:8443/"},
		{"another page", "GET /seat/7?lang=ar HTTP/1.1\r\nHost: 10.0.0.1:8443\r\nCookie: a=b\r\n\r\n", "https://10.0.0.1:8443/seat/7?lang=ar"},
		{"a program", "POST /api/v1/commands HTTP/1.1\r\nHost: [::1]:8443\r\nContent-Length: 2\r\n\r\n{}", "https://[::1]:8443/api/v1/commands"},
		{"a proxy's form", "GET http://rostrum.local:8443/x HTTP/1.1\r\nHost: rostrum.local:8443\r\n\r\n", "https://rostrum.local:8443/x"},
		{"no page", "OPTIONS * HTTP/1.1\r\nHost: 10.0.0.1:8443\r\n\r\n", "https://10.0.0.1:8443/"},
		{"no host", "GET /x HTTP/1.0\r\n\r\n", "https://pipe/x"},
		{"a host that is none", "GET /x HTTP/1.1\r\nHost: a@b/c\r\n\r\n", "https://pipe/x"},
	} {
		client, server := through(t)
		go func() {
			_, err := tls.Server(server, &tls.Config{}).Read(make([]byte, 1)) //nolint:gosec // there is no handshake
			if !errors.Is(err, errPlain) {
				t.Errorf("%s: TLS was told %v", c.says, err)
			}
			_ = server.Close()
		}()
		go func() { _, _ = io.WriteString(client, c.request) }()
		answer, err := http.ReadResponse(bufio.NewReader(client), nil)
		if err != nil {
			t.Errorf("%s: %v", c.says, err)
			continue
		}
		if to := answer.Header.Get("Location"); answer.StatusCode != http.StatusPermanentRedirect || to != c.location || !answer.Close {
			t.Errorf("%s: %s to %s, want %s", c.says, answer.Status, to, c.location)
		}
		_ = client.Close()
	}
}

// Whatever else it is, it gets no answer; and who does not end is not waited for.
func TestWhatIsNoRequest(t *testing.T) {
	for _, c := range []struct{ says, sent string }{
		{"no request", "HELLO\r\n\r\n"},
		{"half a request", "GET / HT"},
		{"one without an end", "GET / HTTP/1.1\r\nX: " + strings.Repeat("x", 2*plainMost)},
	} {
		synctest.Test(t, func(t *testing.T) {
			client, server := through(t)
			began := time.Now()
			go func() { _, _ = io.WriteString(client, c.sent) }()
			n, err := server.Read(make([]byte, 512))
			if n != 0 || !errors.Is(err, errPlain) || time.Since(began) > plainWait {
				t.Errorf("%s: read %d, %v after %v", c.says, n, err, time.Since(began))
			}
			_ = server.Close()
			if rest, err := io.ReadAll(client); len(rest) > 0 {
				t.Errorf("%s: was answered %q, %v", c.says, rest, err)
			}
		})
	}
}

func TestTLSGoesThrough(t *testing.T) {
	client, server := through(t)
	sent := "\x16\x03\x01GET / HTTP/1.1\r\n\r\n"
	go func() {
		_, _ = io.WriteString(client, sent)
		_, _ = io.WriteString(client, "GET")
		_ = client.Close()
	}()
	if got, err := io.ReadAll(server); string(got) != sent+"GET" || err != nil {
		t.Errorf("read %q, %v", got, err)
	}
	if below, ok := server.(interface{ NetConn() net.Conn }); !ok || below.NetConn() == nil {
		t.Error("what is below cannot be reached")
	}
}
