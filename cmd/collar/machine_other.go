//go:build !linux

package main

import "rostrum/display/wire"

func clockKept() string       { return wire.ClockUnknown }
func mayRealTime() bool       { return false }
func freeBytes(string) *int64 { return nil }
