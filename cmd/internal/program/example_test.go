package program_test

import (
	"context"
	"flag"
	"fmt"
	"os"

	"rostrum/cmd/internal/program"
)

// greeter is all that can be chosen of the example's program.
type greeter struct {
	Names program.Words `toml:"names"`
	Word  string        `toml:"word"`
}

func greet(_ context.Context, env program.Environment) error {
	c, err := greeting().Read(env)
	if err != nil {
		return err
	}
	if len(c.Names) == 0 {
		return fmt.Errorf("%w: nobody is named; say --names NAME", program.ErrUsage)
	}
	for _, name := range c.Names {
		fmt.Fprintln(env.Stdout, c.Word, name)
	}
	return nil
}

// greeting is a function, for what it can do reads its options by it.
func greeting() program.Program[greeter] {
	return program.Program[greeter]{
		Name:        "greeting",
		Summary:     "greets delegations",
		SubCommands: []program.SubCommand{{Name: "greet", Help: "greet (the default)", Run: greet}},
		Options: func(fs *flag.FlagSet) *greeter {
			c := &greeter{Word: "Welcome,"}
			fs.Var(&c.Names, "names", "the `delegations`; may be repeated")
			fs.StringVar(&c.Word, "word", c.Word, "what is said before each")
			return c
		},
		Heading: "Options",
	}
}

// A main would be os.Exit(greeting().Main()); here the process is made up.
func Example() {
	variables := map[string]string{"GREETING_NAMES": "Japan, Barbados"}
	run := func(args ...string) {
		code := greeting().Run(context.Background(), program.Environment{
			Args:   args,
			Lookup: func(name string) (string, bool) { text, ok := variables[name]; return text, ok },
			Stdout: os.Stdout,
			Stderr: os.Stdout,
		})
		fmt.Println("exit code", code)
	}
	run()
	run("greet", "--names", "Malta", "--word", "Good morning,")
	run("--name", "Malta")
	// Output:
	// Welcome, Japan
	// Welcome, Barbados
	// exit code 0
	// Good morning, Malta
	// exit code 0
	// greeting: usage: flag provided but not defined: -name; `greeting help` lists the options
	// exit code 2
}
