package program

import "flag"

// Program is one of the programs, all of whose settings are in a C.
type Program[C any] struct {
	Name    string                 // by which it is called; in upper case it begins its variables
	Options func(*flag.FlagSet) *C // returns the defaults, each with the flag that changes it
	Once    []string               // options without a variable: the next start would do them again
}
