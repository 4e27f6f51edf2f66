// Package program is the entrance of both programs: what is the same for whoever
// starts one, whichever it is, so that who knows one knows the other.
//
// # A program
//
// A [Program] is a name, the things that it can be asked to do, and the options that
// can be chosen for them. Its main is one line, os.Exit(p.Main()). [Program.Main] runs
// one [SubCommand] until it is done or a signal ends it; [Program.Run] is the same in an
// [Environment] that a test makes up. Nothing here knows what the program is for.
//
// # Options
//
// What can be chosen is one struct. The program hands over a function that returns it
// with its defaults and gives each field its flag; how a field is called in a file is
// its toml tag. [Program.Read] fills it from four sources, of which each goes before
// the next:
//
//	a flag       --key-file light.key, once for each word of a list
//	a variable   COLLAR_KEY_FILE, the words of a list with commas between them
//	a file       key_file = "light.key", named by --config or COLLAR_CONFIG
//	the default
//
// A source replaces a list ([Words]) and never adds to that of another. An option that
// a later start must not do again has neither variable nor line in the file.
//
// # What is refused
//
// Nothing on the command line or in the file is passed over: neither an unknown flag
// nor a word too many nor a setting that there is not ([DecodeTOML]); and a variable of
// an option must be one that its flag would take. Such an error is [ErrUsage], also where
// a sub-command finds it, and ends the program with exit code 2; any other error with 1.
// A person reads it on the standard error, after the program's name.
//
// # Besides
//
// [NewLog] and [IsTerminal] know whether a person reads; [ThisBuild] knows what was
// built, and of when.
//
// What a program says must not stop what it does. [Program.Main] gives it an [Outlet] for
// its standard error: a log that nobody reads is dropped and counted, and the program ends
// all the same. The standard output is the process's own, since what a tool was asked for
// must come whole; a sub-command that serves puts an outlet before it.
package program
