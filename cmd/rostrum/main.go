// Rostrum keeps the speaking time of a debate: it runs the limits, drives the
// lights at the microphones and shows the same time on every screen.
package main

import (
	"os"

	"rostrum/cmd/internal/program"
)

func main() { os.Exit(rostrum().Main()) }

func rostrum() program.Program[config] {
	return program.Program[config]{
		Name:    "rostrum",
		Summary: "keeps the speaking time of a debate",
		SubCommands: []program.SubCommand{
			{Name: "serve", Help: "run a debate (the default)", Run: serve},
			{Name: "off", Help: "make the lights of the configuration dark and exit (the service's stop action)", Usage: offUsage, Run: off},
			{Name: "probe", Help: "measure for a minute, in the dark, how late this machine writes its lights", Usage: probeUsage, Run: probe},
			{Name: "report", Help: "write the record of a meeting: json, csv, xlsx, docx, svg, html, summary", Usage: reportUsage, Run: report},
			{Name: "archive", Help: "write one meeting of the journal into a file of its own", Usage: archiveUsage, Run: archive},
			{Name: "backup", Help: "copy the whole journal into a file, while it is in use", Usage: backupUsage, Run: backup},
			{Name: "restore", Help: "put an archive into the data folder, where its totals count; or a backup into an empty one", Usage: restoreUsage, Run: restore},
			{Name: "journal", Help: "compute all of a journal anew and compare: journal verify", Usage: journalUsage, Run: journalCommand},
			{Name: "import", Help: "read a speakers' list and say what was understood, without using it", Usage: importUsage, Run: importList},
			{Name: "forecast", Help: "say how long a speakers' list in a file will still take: forecast FILE [--as json]", Usage: forecastUsage, Run: forecastOf},
			{Name: "invite", Help: "print a new one-time sign-in link for the chair's console, or with --role secretary for hers; --name \"desk 2\" is what the tablet is called", Usage: inviteUsage, Run: invite},
			{Name: "key", Help: "make, list or revoke keys", Usage: keyUsage, Run: key},
		},
		Options: newConfig,
		Heading: "Options of serve",
		Once:    []string{"new-meeting"},
	}
}
