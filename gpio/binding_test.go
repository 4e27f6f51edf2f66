package gpio

import (
	"strings"
	"testing"

	"rostrum/timer"
)

func TestParseBinding(t *testing.T) {
	longest := strings.Repeat("é", timer.MaxSeat)
	for text, want := range map[string]Binding{
		"7=GPIO17":          {"7", "GPIO17"},
		" 7 = GPIO17 ":      {"7", "GPIO17"},
		"7=dry":             {"7", "dry"},
		"président=SDA1":    {"président", "SDA1"},
		"seat 7=2712_WAKE":  {"seat 7", "2712_WAKE"},
		"7=gpiochip1-WAKE0": {"7", "gpiochip1-WAKE0"},
		"7=gpiochip0:17":    {"7", "gpiochip0:17"},
		"7=GPIO17+GPIO27":   {"7", "GPIO17+GPIO27"},
		"المنصة=dry":        {"المنصة", "dry"},
		longest + "=dry":    {longest, "dry"},
	} {
		if got, err := ParseBinding(text); err != nil || got != want {
			t.Errorf("%q: got %+v, %v; want %+v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "7", "=", "7=", "=GPIO17", "7= ", "7=GPIO17=x", "7=GPIO17+", "7=+", "7\n=GPIO17", "7=GPIO\x0017", "\xff=GPIO17",
		longest + "7=dry", "7\u202e=dry", "\u20677\u2069=dry", "\u200b=dry", "7" + strings.Repeat("\u0335", timer.MostMarks+1) + "=dry"} {
		if got, err := ParseBinding(text); err == nil {
			t.Errorf("%q was taken as %+v", text, got)
		}
	}
}

func TestBindingOpensDry(t *testing.T) {
	light, err := Binding{Seat: "7", Pin: "dry"}.Open(Options{})
	if err != nil || light.String() != "7=dry" {
		t.Errorf("got %v, %v", light, err)
	}
}

func FuzzParseBinding(f *testing.F) {
	f.Add("7=GPIO17")
	f.Add(" 7 = dry")
	f.Add("==")
	f.Fuzz(func(t *testing.T, text string) {
		b, err := ParseBinding(text)
		if err != nil {
			if b != (Binding{}) {
				t.Fatalf("%q: a refused binding is %+v", text, b)
			}
			return
		}
		if b.Seat == "" || b.Pin == "" {
			t.Fatalf("%q: %+v lacks a half", text, b)
		}
		if again, err := ParseBinding(b.String()); err != nil || again != b {
			t.Fatalf("%q: %q is read as %+v, %v", text, b, again, err)
		}
	})
}
