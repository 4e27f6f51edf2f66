package join

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
)

// ErrLine is a line that could not be pasted safely.
var ErrLine = errors.New("join: the line cannot be made")

// What stands in a line without quotes, in any shell.
var (
	plainHost = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]+)?$`)
	plainPin  = regexp.MustCompile(`^sha256//[A-Za-z0-9+/]{43}=$`)
	plainCode = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
)

// Line is what is pasted on the Pi. It is short enough to be typed, too.
func Line(controller *url.URL, pin, code string) (string, error) {
	if controller.Scheme != "https" || !plainHost.MatchString(controller.Host) || !plainPin.MatchString(pin) || !plainCode.MatchString(code) {
		return "", fmt.Errorf("%w for %s", ErrLine, controller.Redacted())
	}
	return fmt.Sprintf("curl -fsSk --pinnedpubkey %s %s|sudo sh", pin, Address(controller, code)), nil
}

// Path is where a code is redeemed.
func Path(code string) string { return "/join/" + code }

// Address is where the script of a code is.
func Address(controller *url.URL, code string) string {
	u := url.URL{Scheme: controller.Scheme, Host: controller.Host, Path: Path(code)}
	return u.String()
}

// Writable says whether a host can stand in a line, and in the settings of apt: an address
// of version 6 cannot.
func Writable(host string) bool {
	addr, err := netip.ParseAddr(host)
	return err != nil && plainHost.MatchString(host) || err == nil && addr.Is4()
}
