// Command instants gives when cron lines start something, as the parser that Argo's controller uses counts them.
//
//	instants 2026-02-26 2026-03-31 <schedules.yaml
//
// It reads the cron lines of each schedule, and writes as JSON the instants of each in the days from the first to before
// the second.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"time"

	"github.com/robfig/cron/v3"
	"sigs.k8s.io/yaml"
)

func main() {
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(from, to string) error {
	first, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return err
	}
	after, err := time.Parse(time.DateOnly, to)
	if err != nil {
		return err
	}
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	lines := map[string][]string{}
	if err := yaml.Unmarshal(text, &lines); err != nil {
		return err
	}
	found := map[string][]string{}
	for schedule, own := range lines {
		if found[schedule], err = instants(own, first, after); err != nil {
			return fmt.Errorf("%s: %w", schedule, err)
		}
	}
	return json.NewEncoder(os.Stdout).Encode(found)
}

func instants(lines []string, first, after time.Time) ([]string, error) {
	found := map[string]bool{}
	for _, line := range lines {
		schedule, err := cron.ParseStandard(line)
		if err != nil {
			return nil, err
		}
		for at := schedule.Next(first.Add(-time.Second)); !at.IsZero() && at.Before(after); at = schedule.Next(at) {
			found[at.Format("2006-01-02T15:04")] = true
		}
	}
	return slices.Sorted(maps.Keys(found)), nil
}
