package record

import (
	"sync"

	"rostrum/timer"
	"rostrum/timer/account"
)

// Desk keeps the book of the journal that is being written. It may be used by several
// goroutines; who writes waits for nobody who reads.
type Desk struct {
	mu       sync.Mutex
	book     account.Book
	archived []*account.Book
	over     *account.Over // of the revision overAt
	overAt   uint64
}

// Archived adds the books of archives, before the desk is used.
func (d *Desk) Archived(books ...*account.Book) { d.archived = append(d.archived, books...) }

// Over is what all meetings amount to, those of archives too; nil where there are not two.
// It is computed where something has happened since.
func (d *Desk) Over(now timer.Stamp) *account.Over {
	book := d.Book()
	if book.Meetings() == 0 || book.Meetings()+len(d.archived) < 2 {
		return nil
	}
	rev := book.Meeting(book.Meetings()).Rev
	d.mu.Lock()
	over, at := d.over, d.overAt
	d.mu.Unlock()
	if over == nil || at != rev {
		all := account.OverAll(now, append([]*account.Book{book}, d.archived...)...)
		over = &all
		d.mu.Lock()
		d.over, d.overAt = over, rev
		d.mu.Unlock()
	}
	if len(over.Meetings) < 2 {
		return nil
	}
	return over
}

// Earlier are the meetings before one of the journal, by its number, or before the last;
// those of archives too.
func (d *Desk) Earlier(number int) []*timer.Meeting {
	return account.Earlier(number, d.Book(), d.archived...)
}

// Keep takes down a record that has come into force.
func (d *Desk) Keep(k timer.Kept) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.book.Keep(k)
}

// Book returns the book as it is now.
func (d *Desk) Book() *account.Book {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.book.Copy()
}
