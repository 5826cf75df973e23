// Command steps runs the steps of a sample or cron workflow as processes of this machine, in the order of its DAG.
//
//	steps -home PROJECT -specification pipelines.yaml -work FOLDER -workflow joy-food
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/argoproj/argo-workflows/v3/workflow/common"
	argocheck "sparkjoy/argocheck"
)

// A pod's places, and where they lie on this machine.
type places struct {
	home          string
	specification string
	work          string
}

func main() {
	here := places{}
	flag.StringVar(&here.home, "home", "", "the project, with bin/joy")
	flag.StringVar(&here.specification, "specification", "", "what pods find at /etc/joy/pipelines.yaml")
	flag.StringVar(&here.work, "work", "", "what pods find at /tmp")
	name := flag.String("workflow", "", "name of a sample workflow or of a cron workflow of its own, such as joy-food")
	flag.Parse()
	if err := here.run(*name); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func (here places) run(name string) error {
	manifests, err := argocheck.ReadFiles(
		filepath.Join(here.home, "argo", "base", "*.yaml"), filepath.Join(here.home, "argo", "samples", name+".yaml"))
	if err != nil {
		return err
	}
	for _, cron := range manifests.Crons {
		if cron.Name == name && cron.Spec.WorkflowSpec.WorkflowTemplateRef == nil {
			return manifests.Run(common.ConvertCronWorkflowToWorkflow(cron), here.process)
		}
	}
	if len(manifests.Workflows) != 1 {
		return fmt.Errorf("there is no sample and no cron workflow %q; give the name of a file in argo/samples", name)
	}
	return manifests.Run(manifests.Workflows[0], here.process)
}

func (here places) process(step string, command []string, files []string) (string, map[string]string, error) {
	local := strings.NewReplacer("/etc/joy/pipelines.yaml", here.specification, "/tmp/", here.work+"/")
	for index, word := range command {
		command[index] = local.Replace(word)
	}
	if command[0] == "joy" {
		command[0] = filepath.Join(here.home, "bin", "joy")
	}
	fmt.Printf("%s: %s\n", step, strings.Join(command[1:], " "))
	var output bytes.Buffer
	process := exec.Command(command[0], command[1:]...)
	process.Dir = here.work
	process.Stdout = io.MultiWriter(&output, os.Stderr)
	process.Stderr = os.Stderr
	if err := process.Run(); err != nil {
		return "", nil, err
	}
	contents := map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(local.Replace(file))
		if err != nil {
			return "", nil, err
		}
		contents[file] = string(text)
	}
	return strings.TrimSpace(output.String()), contents, nil
}
