package main

import (
	"fmt"

	"github.com/posener/complete"
	"github.com/willabides/kongplete"

	"github.com/gumgenie/gumgenie/internal/catalog"
)

type completionCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Run prints a script that asks this program for the completions: the program
// answers when COMP_LINE is set.
func (c completionCmd) Run(s *shell) error {
	script := map[string]string{
		"bash": "complete -o default -C gumgenie gumgenie",
		"zsh":  "autoload -U +X bashcompinit && bashcompinit\ncomplete -o default -C gumgenie gumgenie",
		"fish": "function __complete_gumgenie\n  set -lx COMP_LINE (commandline -cp)\n  test -z (commandline -ct)\n  and set COMP_LINE \"$COMP_LINE \"\n  gumgenie\nend\ncomplete -f -c gumgenie -a '(__complete_gumgenie)'",
	}[c.Shell]
	_, err := fmt.Fprintln(s.out, script)
	return err
}

// predictors gives the values that flags can take.
func predictors() []kongplete.Option {
	var categories, presets, palettes []string
	for _, s := range catalog.Specs() {
		categories = append(categories, string(s.ID))
	}
	for _, p := range catalog.Presets() {
		presets = append(presets, p.ID)
	}
	for _, t := range catalog.Colours() {
		palettes = append(palettes, t.ID)
	}
	return []kongplete.Option{kongplete.WithPredictors(map[string]complete.Predictor{
		"category": complete.PredictSet(categories...), "preset": complete.PredictSet(presets...), "palette": complete.PredictSet(palettes...),
		"tier":  complete.PredictSet("mini", "starter", "pro", "ultimate"),
		"paper": complete.PredictSet("a4", "letter"), "weekstart": complete.PredictSet("monday", "sunday"),
		"file": complete.PredictFiles("*"), "dir": complete.PredictDirs("*"),
	})}
}
