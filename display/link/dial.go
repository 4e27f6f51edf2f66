package link

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"github.com/gorilla/websocket"

	"rostrum/display/wire"
)

// ErrAddress is an address at which no controller can be.
var ErrAddress = errors.New("link: not the address of a controller")

// CheckAddress refuses an address at which a key must not be said: a controller is
// reached by https, or by http on this machine.
func CheckAddress(address string) error {
	_, err := parseAddress(address)
	return err
}

func parseAddress(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.User != nil:
		return nil, fmt.Errorf("%w: %q; write https://HOST:PORT", ErrAddress, address)
	case u.Scheme == "https":
		return u, nil
	case u.Scheme == "http" && loopback(u.Hostname()):
		return u, nil
	case u.Scheme == "http":
		return nil, fmt.Errorf("%w: %q: over http the key would cross the network in clear; write https://%s", ErrAddress, address, u.Host)
	default:
		return nil, fmt.Errorf("%w: %q; write https://HOST:PORT", ErrAddress, address)
	}
}

func loopback(host string) bool {
	addr, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && addr.IsLoopback()
}

// ErrRefused is a controller that does not let this key in.
var ErrRefused = errors.New("link: the controller refuses this key")

// Websocket returns a dialer of real controllers. The key is read anew each time: a
// new one may have been put in its place. built is when this program was.
func Websocket(key func() (Key, error), built time.Time) Dialer {
	return func(ctx context.Context, address string) (Conn, error) {
		u, err := parseAddress(address)
		if err != nil {
			return nil, err
		}
		k, err := key()
		if err != nil {
			return nil, err
		}
		hangUp := func() bool { return true }
		d := websocket.Dialer{
			Subprotocols: []string{wire.Protocol}, HandshakeTimeout: Silence,
			NetDialContext: func(within context.Context, network, at string) (net.Conn, error) {
				c, err := (&net.Dialer{Timeout: Silence, KeepAlive: -1}).DialContext(within, network, at) // silence is found sooner
				if err == nil {
					// The library waits for an answer whether ctx has ended or not.
					hangUp = context.AfterFunc(ctx, func() { _ = c.Close() })
				}
				return c, err
			},
			ReadBufferSize: 1024, WriteBufferSize: 1024,
		}
		scheme := "ws"
		if u.Scheme == "https" {
			scheme = "wss"
			d.TLSClientConfig = k.TLS(u.Hostname(), time.Now, built)
		}
		said := http.Header{}
		if k.Secret != "" {
			said.Set("Authorization", "Bearer "+k.Secret)
		}
		ws, answer, err := d.DialContext(ctx, scheme+"://"+u.Host+"/ws", said)
		if answer != nil && answer.Body != nil {
			_ = answer.Body.Close()
		}
		switch {
		case !hangUp():
			if err == nil {
				_ = ws.Close()
			}
			return nil, fmt.Errorf("link: %w", context.Cause(ctx))
		case answer != nil && (answer.StatusCode == http.StatusUnauthorized || answer.StatusCode == http.StatusForbidden):
			return nil, fmt.Errorf("%w: was it revoked? put a new key file in its place", ErrRefused)
		case err != nil:
			return nil, fmt.Errorf("link: %w", err)
		}
		ws.SetReadLimit(wire.MaxBody)
		return &socket{ws: ws}, nil
	}
}

// socket is a websocket.
type socket struct{ ws *websocket.Conn }

func (s *socket) Read() ([]byte, error) {
	_, text, err := s.ws.ReadMessage()
	return text, err
}

func (s *socket) Write(text []byte) error {
	if err := s.ws.SetWriteDeadline(time.Now().Add(Silence)); err != nil {
		return err
	}
	return s.ws.WriteMessage(websocket.TextMessage, text)
}

// Close says goodbye where it can and ends.
func (s *socket) Close() error {
	_ = s.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""), time.Now().Add(100*time.Millisecond))
	return s.ws.Close()
}
