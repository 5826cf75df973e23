package argocheck

import (
	"encoding/json"
	"fmt"
	"slices"

	wfv1 "github.com/argoproj/argo-workflows/v3/pkg/apis/workflow/v1alpha1"
	"github.com/argoproj/argo-workflows/v3/util/template"
)

// Process runs one container's command and gives its standard output and, by path, the files that it hands out.
type Process func(step string, command []string, files []string) (output string, contents map[string]string, err error)

// Run executes the containers of a workflow in the order of its DAG, then those of its exit handler, whose conditions it
// does not ask for. Argo's own templates fill in the variables.
// Mutexes, retries, deadlines and pods are left out: one process runs at a time. It stops at the first that fails.
func (m *Manifests) Run(workflow *wfv1.Workflow, process Process) error {
	resolved, err := m.Resolved(workflow)
	if err != nil {
		return err
	}
	variables := map[string]any{"workflow.name": "sample", "workflow.status": "Succeeded"}
	for _, parameter := range resolved.Spec.Arguments.Parameters {
		variables["workflow.parameters."+parameter.Name] = parameter.GetValue()
	}
	entrypoint := resolved.GetTemplateByName(resolved.Spec.Entrypoint)
	if entrypoint.DAG == nil {
		return runContainer(entrypoint.Name, entrypoint, variables, variables, process)
	}
	if err := runDag(resolved, entrypoint, variables, process); err != nil {
		return err
	}
	return runAfter(resolved, resolved.GetTemplateByName(resolved.Spec.OnExit), variables, process)
}

// What follows a run that has not succeeded; it is run here after one that has.
func runAfter(workflow *wfv1.Workflow, after *wfv1.Template, variables map[string]any, process Process) error {
	for _, group := range after.Steps {
		for _, step := range group.Steps {
			called := workflow.GetTemplateByName(step.Template)
			if err := runContainer(step.Name, called, variables, variables, process); err != nil {
				return fmt.Errorf("%s: %w", step.Name, err)
			}
		}
	}
	return nil
}

func runDag(workflow *wfv1.Workflow, dag *wfv1.Template, variables map[string]any, process Process) error {
	done := []string{}
	for len(done) < len(dag.DAG.Tasks) {
		ready := slices.IndexFunc(dag.DAG.Tasks, func(task wfv1.DAGTask) bool {
			isWaiting := slices.ContainsFunc(task.Dependencies, func(name string) bool { return !slices.Contains(done, name) })
			return !slices.Contains(done, task.Name) && !isWaiting
		})
		if ready < 0 {
			return fmt.Errorf("after %v no task is ready", done)
		}
		task := dag.DAG.Tasks[ready]
		if err := runTask(workflow, task, variables, process); err != nil {
			return fmt.Errorf("%s: %w", task.Name, err)
		}
		done = append(done, task.Name)
	}
	return nil
}

func runTask(workflow *wfv1.Workflow, task wfv1.DAGTask, variables map[string]any, process Process) error {
	called := workflow.GetTemplateByName(task.Template)
	if called == nil {
		return fmt.Errorf("there is no template %q", task.Template)
	}
	items, err := items(task, variables)
	if err != nil {
		return err
	}
	for _, item := range items {
		own := map[string]any{}
		for name, value := range variables {
			own[name] = value
		}
		for name, value := range item {
			own["item."+name] = value
		}
		for _, argument := range task.Arguments.Parameters {
			value, err := filledIn(argument.GetValue(), own)
			if err != nil {
				return err
			}
			own["inputs.parameters."+argument.Name] = value
		}
		if err := runContainer(task.Name, called, own, variables, process); err != nil {
			return err
		}
	}
	return nil
}

// The items of a task's withParam; one without variables where it has none.
func items(task wfv1.DAGTask, variables map[string]any) ([]map[string]string, error) {
	if task.WithParam == "" {
		return []map[string]string{{}}, nil
	}
	list, err := filledIn(task.WithParam, variables)
	if err != nil {
		return nil, err
	}
	found := []map[string]string{}
	return found, json.Unmarshal([]byte(list), &found)
}

func runContainer(name string, called *wfv1.Template, own, variables map[string]any, process Process) error {
	command := []string{}
	for _, word := range slices.Concat(called.Container.Command, called.Container.Args) {
		value, err := filledIn(word, own)
		if err != nil {
			return err
		}
		command = append(command, value)
	}
	paths := []string{}
	for _, output := range called.Outputs.Parameters {
		paths = append(paths, output.ValueFrom.Path)
	}
	output, contents, err := process(name, command, paths)
	if err != nil {
		return err
	}
	variables["tasks."+name+".outputs.result"] = output
	for _, parameter := range called.Outputs.Parameters {
		variables["tasks."+name+".outputs.parameters."+parameter.Name] = contents[parameter.ValueFrom.Path]
	}
	return nil
}

func filledIn(text string, variables map[string]any) (string, error) {
	quoted, err := json.Marshal(text)
	if err != nil {
		return "", err
	}
	replaced, err := template.Replace(string(quoted), variables, false)
	if err != nil {
		return "", err
	}
	var value string
	return value, json.Unmarshal([]byte(replaced), &value)
}
