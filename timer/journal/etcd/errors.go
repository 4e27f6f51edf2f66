package etcd

import (
	"errors"
	"fmt"

	"rostrum/timer"
)

// Why a record was not taken, a journal not opened, or a lead is over.
var (
	// ErrLead is a lead that another controller has, or that was not kept alive.
	ErrLead = errors.New("etcd: this controller does not lead")
	// ErrNotTaken is a record that is not in the journal, and will not come into it.
	ErrNotTaken = errors.New("etcd: the cluster did not take the record")
	// ErrUnsettled is a record of which it is not known whether the cluster has it, until
	// [Journal.Recover].
	ErrUnsettled = fmt.Errorf("etcd: the cluster did not say whether it has the record: %w", timer.ErrUnsettled)
	// ErrUnreachable is a cluster of which no majority answers.
	ErrUnreachable = errors.New("etcd: the cluster does not answer")
	// ErrFull is a cluster, or a member's disk, that has no room.
	ErrFull = errors.New("etcd: the cluster has no room")
	// ErrTooLarge is a record that no journal takes.
	ErrTooLarge = errors.New("etcd: the record is too large")
	// ErrTakenBack is a record that was followed and then taken out again: its controller
	// could not tell whether it was taken, and has said that nothing happened.
	ErrTakenBack = errors.New("etcd: the record was taken back")
	ErrForeign   = errors.New("etcd: not a journal of rostrum")
	ErrDamaged   = errors.New("etcd: damaged")
	// ErrNewer is a journal that a newer program has written in.
	ErrNewer = errors.New("etcd: written by a newer rostrum")
	// ErrClosed is a journal that was closed.
	ErrClosed = errors.New("etcd: the journal is closed")
)
