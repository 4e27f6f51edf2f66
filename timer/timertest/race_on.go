//go:build race

package timertest

const race = true
