// Collar drives the lights at one or several microphones: it follows a controller,
// plays the schedule of each statement on its own clock, and leaves its lights dark
// whatever ends it.
package main

import (
	"os"

	"rostrum/cmd/internal/program"
)

func main() { os.Exit(collar().Main()) }

func collar() program.Program[config] {
	return program.Program[config]{
		Name:    "collar",
		Summary: "drives the lights at the microphones",
		SubCommands: []program.SubCommand{
			{Name: "run", Help: "follow a controller and drive the lights (the default)", Run: follow},
			{Name: "test", Help: "walk the lights: each flashes for three seconds, then all together", Run: walk},
			{Name: "off", Help: "make every light dark and exit (the service's stop action)", Run: off},
		},
		Options: newConfig,
		Heading: "Options",
	}
}
