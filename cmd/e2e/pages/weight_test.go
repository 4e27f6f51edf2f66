package pages_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"rostrum/cmd/internal/browser"
	"rostrum/cmd/internal/testbed"
	"rostrum/display/web"
)

// firstView is what the gallery's first view may weigh over the wire, in bytes.
const firstView = 100_000

// The gallery comes from the controller and from nowhere else, it is light, in the
// language of most bytes, and it is fetched once. So is what a phone asks for.
func TestWeightOfTheGallery(t *testing.T) {
	d := browser.InChromium(t)
	d.Wire = true
	p := testbed.Start(t, t.TempDir())
	gallery := d.OpenGallery("weight", 1280, 720)
	gallery.CDP("Network.enable", nil, nil)

	gallery.Visit(p.Address() + "/gallery?lang=" + heaviest(t))
	first := overTheWire(gallery.Browser, p.Address())
	t.Logf("the first view weighs %d bytes in %d requests", first.bytes, len(first.requests))
	if first.bytes > firstView || first.bytes < 10_000 {
		t.Errorf("the first view weighs %d bytes; it may weigh %d: %v", first.bytes, firstView, first.requests)
	}
	gallery.Visit(p.Address() + "/gallery?lang=" + heaviest(t))
	second := overTheWire(gallery.Browser, p.Address())
	t.Logf("the second view weighs %d bytes in %d requests", second.bytes, len(second.requests))
	if second.bytes > first.bytes/5 {
		t.Errorf("the second view weighs %d bytes, the first %d: %v", second.bytes, first.bytes, second.requests)
	}
	for _, log := range []wireLog{first, second} {
		for _, address := range log.foreign {
			t.Errorf("the gallery asks elsewhere: %s", address)
		}
	}

	phone := d.OpenGallery("weight-phone", 390, 844)
	phone.CDP("Network.enable", nil, nil)
	phone.Visit(p.Address() + "/when?delegation=JPN&lang=" + heaviest(t))
	if log := overTheWire(phone.Browser, p.Address()); log.bytes > firstView || log.bytes < 10_000 || len(log.foreign) > 0 {
		t.Errorf("the first view of a delegation weighs %d bytes; it may weigh %d: %v", log.bytes, firstView, log.requests)
	} else {
		t.Logf("the first view of a delegation weighs %d bytes in %d requests", log.bytes, len(log.requests))
	}

	television := d.OpenGallery("weight-old", 1280, 720)
	television.CDP("Network.enable", nil, nil)
	television.Visit(p.Address() + "/gallery/old?lang=" + heaviest(t))
	if log := overTheWire(television.Browser, p.Address()); log.bytes > firstView || log.bytes < 10_000 || len(log.foreign) > 0 {
		t.Errorf("the first view of an old browser weighs %d bytes; it may weigh %d: %v", log.bytes, firstView, log.requests)
	} else {
		t.Logf("the first view of an old browser weighs %d bytes in %d requests", log.bytes, len(log.requests))
	}

	// The other pages ask nobody else either. A policy that is broken is an error on
	// the console.
	for _, path := range []string{"/", "/overlay", "/seat/7", "/chair", "/trust", "/when", "/booth"} {
		gallery.Goes(p.Address() + path)
		gallery.Arrives(p.Address() + path)
		gallery.Shows(gallery.Titled())
		if path != "/trust" {
			gallery.Shows(gallery.Ready())
		}
		log := overTheWire(gallery.Browser, p.Address())
		if len(log.foreign) > 0 || len(log.requests) == 0 {
			t.Errorf("%s asks elsewhere: %v; of %v", path, log.foreign, log.requests)
		}
	}
	for _, line := range gallery.Complaints() {
		t.Errorf("%s complains: %s", gallery.Label, line)
	}
}

// heaviest is the language whose file is the largest as it is sent.
func heaviest(t *testing.T) (language string) {
	t.Helper()
	most := 0
	for _, l := range web.Languages() {
		text, err := os.ReadFile("../../../display/web/lang/" + l + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var packed bytes.Buffer
		w := gzip.NewWriter(&packed)
		if _, err := w.Write(text); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if packed.Len() > most {
			language, most = l, packed.Len()
		}
	}
	return language
}

// wireLog is what went over the wire since it was last asked.
type wireLog struct {
	bytes    int // what came, with its heads
	requests []string
	foreign  []string // requests that went elsewhere
}

func overTheWire(b *browser.Browser, own string) wireLog {
	b.Helper()
	// All that is on its way has arrived once the page has been quiet for a while.
	b.Shows(b.Loaded())
	var lines []struct{ Message string }
	b.Command(http.MethodPost, "/se/log", map[string]any{"type": "performance"}, &lines)
	var log wireLog
	home, err := url.Parse(own)
	if err != nil {
		b.Fatal(err)
	}
	for _, l := range lines {
		var e struct {
			Message struct {
				Method string
				Params struct {
					Request           struct{ URL string }
					URL               string
					EncodedDataLength float64
					Response          json.RawMessage
				}
			}
		}
		if err := json.Unmarshal([]byte(l.Message), &e); err != nil {
			b.Fatal(err)
		}
		params := e.Message.Params
		switch e.Message.Method {
		case "Network.requestWillBeSent", "Network.webSocketCreated":
			address := params.Request.URL + params.URL
			log.requests = append(log.requests, address)
			if u, err := url.Parse(address); err != nil || u.Host != home.Host && u.Scheme != "data" {
				log.foreign = append(log.foreign, address)
			}
		case "Network.loadingFinished", "Network.loadingFailed":
			log.bytes += int(params.EncodedDataLength)
		case "Network.webSocketHandshakeResponseReceived":
			log.bytes += len(params.Response)
		case "Network.webSocketFrameReceived":
			var frame struct{ PayloadData string }
			if json.Unmarshal(params.Response, &frame) == nil {
				log.bytes += len(frame.PayloadData)
			}
		}
	}
	if len(log.requests) == 0 || !strings.HasPrefix(log.requests[0], own) {
		b.Fatalf("%s: the log of the wire begins with %.3v", b.Label, log.requests)
	}
	return log
}
