// Package mqtt keeps what the public screens show on a broker, as a retained message that
// is always the newest, with a last will that says when the controller has gone, and what
// Home Assistant needs to find it by itself.
//
// The broker may be there or not: what is told while it is away is not kept, for the next
// second has something newer.
package mqtt
