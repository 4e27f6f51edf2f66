// Package tsl tells displays under pictures, and what else understands the UMD protocol of
// TSL, versions 3.1 and 5.0, what the public screens show: who speaks, the time, who is
// next. It is sent over UDP, and nothing is received.
package tsl
