//go:build linux

package hall_test

import (
	"bufio"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"time"
)

// roles are what the test program can be. Enemies share no code with the project: they
// write bytes, and come again when they are thrown out, until they are killed.
var roles = map[string]func([]string) error{
	"witness":    beWitness,
	"large":      enemies(func(a string) { sayForEver(a, "", message(strings.Repeat("x", 64<<10))) }),
	"garbage":    enemies(func(a string) { sayForEver(a, "", message(`{"type":"shout","x":[1,2,3]}`)) }),
	"pings":      enemies(func(a string) { sayForEver(a, "", []byte{0x89, 0x80, 1, 2, 3, 4}) }),
	"pieces":     enemies(func(a string) { sayForEver(a, "", []byte{0x01, 0x80, 1, 2, 3, 4}, []byte{0x00, 0x80, 1, 2, 3, 4}) }),
	"state":      enemies(func(a string) { askForEver(a, "/api/v1/state") }),
	"lobby":      enemies(func(a string) { askForEver(a, "/api/v1/lobby") }),
	"codes":      enemies(func(a string) { askForEver(a, "/api/v1/qr.svg?page=gallery") }),
	"wrong":      enemies(func(a string) { askForEver(a, "/api/v1/state", "Authorization: Bearer wrong") }),
	"comes":      enemies(comeAndGo),
	"handshakes": enemies(shakeForEver),
	"deaf":       enemies(joinAndNeverRead),
	"deaf-http":  enemies(askAndNeverRead),
	"screens":    beScreens,
	"light":      beLight,
	"lists":      beLists,
}

// enemies are so many at once: "name N address".
func enemies(one func(address string)) func([]string) error {
	return func(words []string) error {
		n, err := strconv.Atoi(words[0])
		if err != nil {
			return err
		}
		var all sync.WaitGroup
		for range n {
			all.Go(func() {
				for {
					one(words[1])
				}
			})
		}
		all.Wait()
		return nil
	}
}

// dial keeps little of its own, so that what the kernel keeps is the controller's.
func dial(address string) (net.Conn, error) {
	c, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	if tcp, ok := c.(*net.TCPConn); ok {
		_, _ = tcp.SetReadBuffer(4<<10), tcp.SetWriteBuffer(64<<10)
	}
	return c, nil
}

func upgrade(address, more string) string {
	return "GET /ws HTTP/1.1\r\nHost: " + address + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n" + more + "\r\n"
}

// message is a text message of a client, masked with nothing.
func message(text string) []byte {
	head := []byte{0x81}
	switch n := len(text); {
	case n < 126:
		head = append(head, 0x80|byte(n))
	case n < 1<<16:
		head = append(head, 0x80|126, byte(n>>8), byte(n))
	default:
		head = append(head, 0x80|127, 0, 0, 0, 0, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
	}
	return append(append(head, 0, 0, 0, 0), text...)
}

// sayForEver joins, and says the first of it once and the last of it for ever.
func sayForEver(address, more string, frames ...[]byte) {
	c, err := dial(address)
	if err != nil {
		return
	}
	defer func() { _ = c.Close() }()
	go func() { _, _ = io.Copy(io.Discard, c) }()
	if _, err := io.WriteString(c, upgrade(address, more)); err != nil {
		return
	}
	for _, f := range frames {
		if _, err := c.Write(f); err != nil {
			return
		}
	}
	for {
		if _, err := c.Write(frames[len(frames)-1]); err != nil {
			return
		}
	}
}

// askForEver asks on one connection as fast as it can, many questions at a time.
func askForEver(address, path string, more ...string) {
	c, err := dial(address)
	if err != nil {
		return
	}
	defer func() { _ = c.Close() }()
	go func() { _, _ = io.Copy(io.Discard, c) }()
	ask := strings.Repeat("GET "+path+" HTTP/1.1\r\nHost: "+address+"\r\n"+strings.Join(append(more, ""), "\r\n")+"\r\n", 20)
	for {
		if _, err := io.WriteString(c, ask); err != nil {
			return
		}
	}
}

// comeAndGo opens a connection, says nothing and leaves.
func comeAndGo(address string) {
	if c, err := dial(address); err == nil {
		_ = c.Close()
	}
}

// shakeForEver begins one handshake after another.
func shakeForEver(address string) {
	c, err := tls.Dial("tcp", address, &tls.Config{InsecureSkipVerify: true, ClientSessionCache: nil}) //nolint:gosec // an enemy
	if err == nil {
		_ = c.Close()
	}
}

// joinAndNeverRead has a small window, and leaves all that it is sent in the kernel.
func joinAndNeverRead(address string) { deaf(address, upgrade(address, "")) }

// askAndNeverRead asks again and again for what is large, and reads none of it.
func askAndNeverRead(address string) {
	deaf(address, strings.Repeat("GET /api/v1/openapi.json HTTP/1.1\r\nHost: "+address+"\r\n\r\n", 100))
}

func deaf(address, says string) {
	c, err := dial(address)
	if err != nil {
		return
	}
	defer func() { _ = c.Close() }()
	_, _ = io.WriteString(c, says)
	// What ends the connection is felt by writing only.
	for {
		time.Sleep(time.Second)
		if _, err := c.Write(nil); err != nil {
			return
		}
		if _, err := io.WriteString(c, "\x8a\x80\x00\x00\x00\x00"); err != nil { // a pong, so that it seems to live
			return
		}
	}
}

// beScreens is a hall after a power cut: "screens N address SECONDS", and then it reads.
func beScreens(words []string) error {
	n, err := strconv.Atoi(words[0])
	if err != nil {
		return err
	}
	within, err := time.ParseDuration(words[2])
	if err != nil {
		return err
	}
	begun := time.Now()
	var all sync.WaitGroup
	for i := range n {
		time.Sleep(time.Until(begun.Add(within * time.Duration(i) / time.Duration(n))))
		all.Go(func() {
			c, err := dial(words[1])
			if err != nil {
				return
			}
			if _, err := io.WriteString(c, upgrade(words[1], "")); err == nil {
				_, _ = io.CopyBuffer(io.Discard, struct{ io.Reader }{c}, make([]byte, 512))
			}
		})
	}
	fmt.Println("all have come")
	all.Wait()
	return errors.New("the screens were thrown out")
}

// beLight is a leaked key of a light: "light N address KEY SEAT", one connection that
// drives the seat, the others beside it, all of which report without end.
func beLight(words []string) error {
	n, err := strconv.Atoi(words[0])
	if err != nil {
		return err
	}
	address, key, seat := words[1], words[2], words[3]
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			for {
				reportForEver(address, key, seat, i)
			}
		})
	}
	all.Wait()
	return nil
}

func reportForEver(address, key, seat string, i int) {
	c, err := dial(address)
	if err != nil {
		return
	}
	defer func() { _ = c.Close() }()
	if _, err := io.WriteString(c, upgrade(address, "Authorization: Bearer "+key+"\r\n")); err != nil {
		return
	}
	clock := make(chan float64, 1)
	go func() { // the clock's instant, of the first tick or state
		from := bufio.NewReader(c)
		for {
			part, err := from.ReadString(',')
			if err != nil {
				return
			}
			if _, ms, ok := strings.Cut(part, `"clock_ms":`); ok {
				if at, err := strconv.ParseFloat(strings.TrimSuffix(ms, ","), 64); err == nil {
					select {
					case clock <- at:
					default:
					}
				}
			}
		}
	}()
	if i == 0 {
		_, _ = c.Write(message(`{"type":"hello","agent":"leaked","version":"1","seats":["` + seat + `"],"holdover_ms":60000}`))
	}
	at := <-clock
	signals := []string{"dark", "flash"}
	for n := 0; ; n++ {
		report := fmt.Sprintf(`{"type":"report","seat":%q,"signal":%q,"deadline_ms":%f,"at_ms":%f,"statement":%d,"error_ms":1}`,
			seat, signals[n%2], at-float64(n%1000), at, n%7)
		if _, err := c.Write(message(report)); err != nil {
			return
		}
	}
}
