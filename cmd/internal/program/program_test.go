package program_test

import (
	"errors"
	"flag"
	"runtime"
	"strings"
	"testing"

	"rostrum/cmd/internal/program"
)

// Which build it is, is one line, asked for by nothing else.
func TestVersion(t *testing.T) {
	var out strings.Builder
	env := program.Environment{Stdout: &out}
	if err := carillon().Version(t.Context(), env); err != nil {
		t.Fatal(err)
	}
	line, rest, ended := strings.Cut(out.String(), "\n")
	if !strings.HasPrefix(line, "carillon ") || !strings.HasSuffix(line, ", "+runtime.Version()+" "+runtime.GOOS+"/"+runtime.GOARCH) || !ended || rest != "" {
		t.Errorf("it says %q", out.String())
	}
	for _, c := range []struct {
		arg  string
		want error
	}{{"now", program.ErrUsage}, {"--muted", program.ErrUsage}, {"--help", flag.ErrHelp}} {
		env.Args = []string{c.arg}
		if err := carillon().Version(t.Context(), env); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.arg, err)
		}
	}
}
