// Package etcd keeps the records of meetings in an etcd cluster of three machines, and
// says which controller leads.
//
// Of the controllers of a room one leads: [Cluster.Campaign] waits until it is this one,
// by the keys of etcd's own election. A [Lead] counts its lease from before the keep-alive
// was sent, on a clock that goes on while the process or the machine stands still, so that
// it is over here before etcd lets anybody else lead; whoever shows, sends or acknowledges
// asks [Lead.Holds] first.
//
// A [Journal] is that of one lead. Each record is one transaction, which etcd takes only
// where this controller still has the lead, the record before is the one that was written,
// and nothing has its number; Append returns when a majority of the machines has it on
// disk. A record too large for one request goes in as parts, which mean nothing until the
// last transaction names them.
//
// A transaction without an answer may have been taken, and may be taken later. So before
// anything is said of it the turn is changed, a key that each transaction names: once that
// is done the old one can never be taken any more, and what is there then is what there
// is. No record is ever sent again without that.
//
// Whoever does not lead follows the records as they come ([Cluster.Follow]).
//
// A machine whose plug is pulled closes no connection. So each member is asked all the time
// whether it is there, and requests go to those that answer.
package etcd
