package mqtt

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/eclipse/paho.golang/autopaho"
	"github.com/eclipse/paho.golang/packets"
	"github.com/eclipse/paho.golang/paho"
	"github.com/rs/zerolog"

	"rostrum/display/outward"
	"rostrum/timer"
)

// ErrBroker is an address of a broker that cannot be one.
var ErrBroker = errors.New("mqtt: the broker's address is mqtt://HOST:PORT, or with TLS mqtts://HOST:PORT")

// Client is what a broker is told, and how it is reached.
type Client struct {
	Broker    *url.URL    // of [ParseBroker]
	TLS       *tls.Config // for mqtts, or nil
	User      string
	Password  []byte
	Topic     string // what all topics begin with, "rostrum"
	Discovery string // where Home Assistant looks, "homeassistant"; empty: it is told nothing
	Version   string // of the program
	Log       zerolog.Logger

	connected atomic.Uint64 // how often
	told      uint64        // the connection that was told who we are
	sent      []byte        // the state that this connection was told last
	said      atomic.Pointer[string]
}

// ParseBroker reads the address of a broker. A password has no place in it: addresses are
// logged.
func ParseBroker(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Hostname() == "" || u.Scheme != "mqtt" && u.Scheme != "mqtts" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return nil, fmt.Errorf("%w, not %q", ErrBroker, redacted(address))
	}
	if u.User != nil {
		return nil, fmt.Errorf("%w; user and password are said apart from it", ErrBroker)
	}
	if u.Port() == "" {
		u.Host = net.JoinHostPort(u.Hostname(), map[string]string{"mqtt": "1883", "mqtts": "8883"}[u.Scheme])
	}
	return u, nil
}

// redacted is an address without what stands before its host.
func redacted(address string) string {
	if _, host, found := strings.Cut(address, "@"); found {
		return "…@" + host
	}
	return address
}

// CheckTopic refuses what no topic can begin with.
func CheckTopic(topic string) error {
	if topic == "" || strings.ContainsAny(topic, "+#\x00$") || strings.HasPrefix(topic, "/") || strings.HasSuffix(topic, "/") || len(topic) > 200 {
		return fmt.Errorf("mqtt: no topic begins with %q: no + or # or $, and no / at its ends", topic)
	}
	return nil
}

// How patient the client is. A broker that takes nothing for writeWait is left, and called
// again; none of it holds up anything but this client.
const (
	writeWait   = time.Second
	connectWait = 5 * time.Second
	callEvery   = 2 * time.Second
	keepAlive   = 10 // seconds; the will is told after one and a half of them
)

// What the status says.
const (
	online  = "online"
	offline = "offline"
)

func (c *Client) topic(of string) string { return c.Topic + "/" + of }

// Run keeps the broker told until ctx or the meeting ends, and says then that the controller
// is offline.
func (c *Client) Run(ctx context.Context, m outward.Meeting, clock *timer.Clock) error {
	// The connection outlives ctx by the last words.
	line, err := autopaho.NewConnection(context.WithoutCancel(ctx), c.config())
	if err != nil {
		return fmt.Errorf("mqtt: %w", err)
	}
	outward.Follow(ctx, m, clock, func(s outward.Shown) { c.tell(ctx, line, s) })
	last, stop := context.WithTimeout(context.WithoutCancel(ctx), writeWait)
	defer stop()
	_ = c.publish(last, line, "status", []byte(offline)) // or the will says it
	_ = line.Disconnect(last)                            // or the end of the process does
	return nil
}

func (c *Client) config() autopaho.ClientConfig {
	return autopaho.ClientConfig{
		ServerUrls: []*url.URL{c.Broker}, TlsCfg: c.TLS, KeepAlive: keepAlive,
		CleanStartOnInitialConnection: true, ConnectTimeout: connectWait,
		ReconnectBackoff: func(attempt int) time.Duration {
			if attempt == 0 {
				return 0
			}
			return callEvery
		},
		ConnectUsername: c.User, ConnectPassword: c.Password,
		WillMessage:       &paho.WillMessage{Topic: c.topic("status"), Payload: []byte(offline), QoS: 1, Retain: true},
		AttemptConnection: c.dial,
		OnConnectionUp: func(*autopaho.ConnectionManager, *paho.Connack) {
			c.connected.Add(1)
			c.said.Store(nil)
			c.Log.Info().Str("broker", c.Broker.Host).Msg("the broker is told the floor")
		},
		OnConnectionDown: func() bool {
			c.Log.Warn().Str("broker", c.Broker.Host).Msg("the broker was lost")
			return true
		},
		OnConnectError: func(err error) {
			why := err.Error()
			if was := c.said.Swap(&why); was == nil || *was != why {
				c.Log.Warn().Err(err).Str("broker", c.Broker.Host).Msg("the broker is not reached")
			}
		},
		// Another of the same name would be sent away, and this one by it.
		ClientConfig: paho.ClientConfig{ClientID: "rostrum-" + rand.Text()[:12]},
	}
}

// dial calls the broker. What is written to it is taken within writeWait, or the connection
// ends: nothing else would end a write to a broker that stands still.
func (c *Client) dial(ctx context.Context, _ autopaho.ClientConfig, u *url.URL) (net.Conn, error) {
	ctx, stop := context.WithTimeout(ctx, connectWait)
	defer stop()
	plain, err := new(net.Dialer).DialContext(ctx, "tcp", u.Host)
	if err != nil {
		return nil, err
	}
	if u.Scheme == "mqtt" {
		return packets.NewThreadSafeConn(timely{plain}), nil
	}
	settings := c.TLS.Clone()
	if settings == nil {
		settings = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	if settings.ServerName == "" {
		settings.ServerName = u.Hostname()
	}
	secret := tls.Client(timely{plain}, settings)
	if err := secret.HandshakeContext(ctx); err != nil {
		return nil, errors.Join(err, plain.Close())
	}
	return packets.NewThreadSafeConn(secret), nil
}

// timely is a connection on which nothing is written for long.
type timely struct{ net.Conn }

func (t timely) Write(p []byte) (int, error) {
	if err := t.SetWriteDeadline(time.Now().Add(writeWait)); err != nil {
		return 0, err
	}
	return t.Conn.Write(p)
}

// tell tells the broker what is shown, where it does not know it. Where it is away, nothing
// is kept for it: the next second tells it again.
func (c *Client) tell(ctx context.Context, line *autopaho.ConnectionManager, s outward.Shown) {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err) // of texts and numbers alone
	}
	connection := c.connected.Load()
	if connection == 0 || connection == c.told && bytes.Equal(text, c.sent) {
		return
	}
	if err := c.publish(ctx, line, "state", text); err != nil {
		return
	}
	c.sent = text
	if connection == c.told {
		return
	}
	// The state first: whoever sees that we are online finds it.
	if c.Discovery != "" {
		topics := c.discovery()
		for _, topic := range slices.Sorted(maps.Keys(topics)) {
			if err := retain(ctx, line, topic, topics[topic]); err != nil {
				return
			}
		}
	}
	if err := c.publish(ctx, line, "status", []byte(online)); err == nil {
		c.told = connection
	}
}

func (c *Client) publish(ctx context.Context, line *autopaho.ConnectionManager, topic string, text []byte) error {
	return retain(ctx, line, c.topic(topic), text)
}

// retain sends what the broker keeps. It is sent once, and nobody waits for an answer: sent
// again after a newer one, it would be older than what is there.
func retain(ctx context.Context, line *autopaho.ConnectionManager, topic string, text []byte) error {
	_, err := line.Publish(ctx, &paho.Publish{Topic: topic, Payload: text, QoS: 0, Retain: true})
	return err
}
