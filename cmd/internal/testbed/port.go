package testbed

import (
	"math/rand/v2"
	"net"
	"strconv"
	"testing"
)

// FreePort is one that the kernel gives to no outgoing connection, so that it is still free
// when a program that cannot choose one for itself is started again.
func FreePort(t testing.TB) string {
	t.Helper()
	for range 100 {
		port := strconv.Itoa(20_000 + rand.IntN(10_000))
		if l, err := net.Listen("tcp", "127.0.0.1:"+port); err == nil {
			_ = l.Close()
			return port
		}
	}
	t.Fatal("no port is free")
	return ""
}
