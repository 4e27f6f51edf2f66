package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// release is what is packed: one commit.
type release struct {
	version string    // as Debian writes it
	commit  string    // its whole hash
	at      time.Time // of the commit: the time of everything that is written
	changed bool      // the clone is not that commit
}

var errGit = errors.New("git cannot tell which commit this is")

// releaseOf asks git which commit a clone is of.
func releaseOf(ctx context.Context, source string) (*release, error) {
	ask := func(words ...string) (string, error) {
		git := exec.CommandContext(ctx, "git", append([]string{"-C", source}, words...)...) //nolint:gosec // words of this file
		var said bytes.Buffer
		git.Stderr = &said
		text, err := git.Output()
		if err != nil {
			return "", fmt.Errorf("%w: %s%w", errGit, said.String(), err)
		}
		return strings.TrimSpace(string(text)), nil
	}
	head, err := ask("show", "--no-patch", "--format=%H %ct", "HEAD")
	if err != nil {
		return nil, err
	}
	hash, at, _ := strings.Cut(head, " ")
	seconds, err := strconv.ParseInt(at, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("%w: %q", errGit, head)
	}
	r := &release{commit: hash, at: time.Unix(seconds, 0).UTC()}
	changes, err := ask("status", "--porcelain")
	if err != nil {
		return nil, err
	}
	r.changed = changes != ""
	tagged, err := ask("describe", "--tags", "--long", "--match", "v[0-9]*")
	if err != nil {
		tagged = "" // no commit before this one has a tag
	}
	r.version = debianVersion(tagged, hash, r.at)
	if r.changed {
		r.version += "+changed"
	}
	return r, nil
}

// digits is how many of a commit's hash name it, as in `rostrum version`.
const digits = 12

var described = regexp.MustCompile(`^v([0-9][0-9A-Za-z.]*)((?:-[0-9A-Za-z.]+)*)-([0-9]+)-g[0-9a-f]+$`)

// debianVersion is what a commit is called: 1.2.0 where it has the tag v1.2.0, 1.2.0~rc1
// for v1.2.0-rc1, 1.2.0+git5.HASH five commits later; and where no tag was ever given,
// by the second of the commit, so that the later one is the newer one.
func debianVersion(tagged, hash string, at time.Time) string {
	short := hash[:min(len(hash), digits)]
	parts := described.FindStringSubmatch(tagged)
	if parts == nil {
		return "0.0~git" + at.Format("20060102.150405") + "." + short
	}
	version := parts[1]
	if early := strings.TrimPrefix(parts[2], "-"); early != "" {
		version += "~" + strings.ReplaceAll(early, "-", ".")
	}
	if parts[3] != "0" {
		version += "+git" + parts[3] + "." + short
	}
	return version
}
