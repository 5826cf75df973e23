// Command valid validates the manifests of a folder that `joy argo render` has written.
//
//	valid FOLDER
package main

import (
	"fmt"
	"os"
	"path/filepath"

	argocheck "sparkjoy/argocheck"
)

func main() {
	if err := valid(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func valid(folder string) error {
	manifests, err := argocheck.ReadFiles(
		filepath.Join(folder, "base", "*.yaml"), filepath.Join(folder, "samples", "*.yaml"))
	if err != nil {
		return err
	}
	if err := manifests.Validate(); err != nil {
		return err
	}
	fmt.Printf("%d workflow templates, %d workflows, %d cron workflows, %d Spark applications\n",
		len(manifests.Templates), len(manifests.Workflows), len(manifests.Crons), len(manifests.Applications))
	return nil
}
