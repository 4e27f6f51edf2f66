//go:build !linux

package gpio

import "github.com/rs/zerolog"

func realTime(zerolog.Logger) bool { return false }
