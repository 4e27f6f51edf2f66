package access

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// How much of a request in clear is read before it is sent on, and for how long.
const (
	plainMost = 4 << 10
	plainWait = 2 * time.Second
)

// errPlain ends a connection on which somebody spoke HTTP where TLS is spoken.
var errPlain = errors.New("access: HTTP in clear on the https port; sent on to https")

// Redirecting returns a listener, to be put below one of TLS, that sends HTTP in clear
// on to https at the same host and port, and lets everything else through. It looks at
// the first byte of what is read anyway, on the goroutine that reads it: who speaks TLS
// pays nothing, and who says nothing is ended by whoever waits for the handshake.
func Redirecting(l net.Listener) net.Listener { return redirecting{l} }

type redirecting struct{ net.Listener }

// Accept takes the next connection.
func (l redirecting) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &firstByte{Conn: c}, nil
}

// firstByte is a connection of which nothing was read yet.
type firstByte struct {
	net.Conn
	seen bool // one goroutine reads
}

// NetConn returns the connection below.
func (c *firstByte) NetConn() net.Conn { return c.Conn }

// Read reads; of HTTP in clear it answers the request and ends.
func (c *firstByte) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if n == 0 || c.seen {
		return n, err
	}
	c.seen = true
	if first := p[0]; first < 'A' || first > 'Z' { // of a method; a TLS handshake begins with 22
		return n, err
	}
	c.sendOn(io.MultiReader(bytes.NewReader(p[:n]), c.Conn))
	return 0, errPlain
}

// sendOn answers a request in clear. What is no request gets no answer.
func (c *firstByte) sendOn(in io.Reader) {
	if c.SetDeadline(time.Now().Add(plainWait)) != nil {
		return
	}
	r, err := http.ReadRequest(bufio.NewReaderSize(io.LimitReader(in, plainMost), 512))
	if err != nil {
		return
	}
	host, path := r.Host, r.URL.RequestURI()
	if at, err := url.Parse("https://" + host); err != nil || host == "" || at.Host != host {
		host = c.LocalAddr().String()
	}
	if !strings.HasPrefix(path, "/") {
		path = "/"
	}
	// Not kept: at the same address there may be no TLS tomorrow.
	_, _ = fmt.Fprintf(c.Conn, "HTTP/1.1 308 Permanent Redirect\r\nLocation: https://%s%s\r\nCache-Control: no-store\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
		host, path)
}
