//go:build !race

package timertest

const race = false
