package journal_test

import (
	"path/filepath"
	"testing"

	"rostrum/timer/journal"
	"rostrum/timer/journal/journaltest"
)

func TestConforms(t *testing.T) {
	journaltest.Conform(t, "../testdata", func(t testing.TB) func() (journaltest.Journal, error) {
		path := filepath.Join(t.TempDir(), "journal.db")
		return func() (journaltest.Journal, error) { return journal.Open(path) }
	})
}
