// Package argocheck validates the manifests of Spark Joy with the packages of Argo Workflows itself and the types of
// Kubeflow's Spark operator, and expands the command lines of a workflow's steps.
package argocheck

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	wfv1 "github.com/argoproj/argo-workflows/v3/pkg/apis/workflow/v1alpha1"
	"github.com/argoproj/argo-workflows/v3/workflow/common"
	"github.com/argoproj/argo-workflows/v3/workflow/templateresolution"
	"github.com/argoproj/argo-workflows/v3/workflow/validate"
	"github.com/expr-lang/expr"
	"github.com/kubeflow/spark-operator/v2/api/v1beta2"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"
)

// Manifests are the objects of some files. It finds workflow templates by name, as the cluster would.
type Manifests struct {
	Templates    map[string]*wfv1.WorkflowTemplate
	Workflows    []*wfv1.Workflow
	Crons        []*wfv1.CronWorkflow
	Applications []*v1beta2.SparkApplication
}

// Get gives a workflow template by its name.
func (m *Manifests) Get(name string) (*wfv1.WorkflowTemplate, error) {
	if template, ok := m.Templates[name]; ok {
		return template, nil
	}
	return nil, fmt.Errorf("there is no workflow template %q", name)
}

// ReadFiles parses all files that match the patterns; an unknown field is an error.
func ReadFiles(patterns ...string) (*Manifests, error) {
	manifests := &Manifests{Templates: map[string]*wfv1.WorkflowTemplate{}}
	for _, pattern := range patterns {
		files, err := filepath.Glob(pattern)
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			if err := manifests.Add(text); err != nil {
				return nil, fmt.Errorf("%s: %w", filepath.Base(file), err)
			}
		}
	}
	return manifests, nil
}

// Add parses the objects of a YAML text; those that are neither Argo's nor the Spark operator's are passed over.
func (m *Manifests) Add(text []byte) error {
	for _, document := range strings.Split(string(text), "\n---\n") {
		// Argo's parser logs what is no YAML and goes on; here that is an error.
		application, err := sparkApplication([]byte(document))
		if err != nil {
			return err
		}
		if application != nil {
			m.Applications = append(m.Applications, application)
		}
	}
	for _, result := range common.ParseObjects(text, true) {
		if _, isOther := result.Object.(*metav1.ObjectMeta); isOther {
			continue
		}
		if result.Err != nil {
			return result.Err
		}
		switch object := result.Object.(type) {
		case *wfv1.WorkflowTemplate:
			m.Templates[object.Name] = object
		case *wfv1.Workflow:
			m.Workflows = append(m.Workflows, object)
		case *wfv1.CronWorkflow:
			m.Crons = append(m.Crons, object)
		}
	}
	return nil
}

// ValidateInOrder gives the first error of objects that are applied one after another, as Argo's controller would look at
// each when it comes: an object may name only what stands before it.
func ValidateInOrder(text []byte) error {
	before := &Manifests{Templates: map[string]*wfv1.WorkflowTemplate{}}
	names := map[string]bool{}
	for _, document := range strings.Split(string(text), "\n---\n") {
		object := metav1.PartialObjectMetadata{}
		if err := yaml.Unmarshal([]byte(document), &object); err != nil {
			return err
		}
		if err := before.Add([]byte(document)); err != nil {
			return err
		}
		if err := before.Validate(); err != nil {
			return err
		}
		for _, reference := range references(document) {
			if !names[reference] {
				return fmt.Errorf("%s %s names %s, which comes after it", object.Kind, object.Name, reference)
			}
		}
		names[object.Kind+" "+object.Name] = true
	}
	return nil
}

var named = map[string]*regexp.Regexp{
	"ServiceAccount": regexp.MustCompile(`serviceAccountName: (\S+)|kind: ServiceAccount\n +name: (\S+)`),
	"Role":           regexp.MustCompile(`roleRef:\n +apiGroup: \S+\n +kind: Role\n +name: (\S+)`),
	"ConfigMap":      regexp.MustCompile(`configMap:\n +name: (\S+)`),
}

// What a document names beside workflow templates, which Argo itself looks for, as kind and name. An optional config map or
// secret may come later.
func references(document string) []string {
	found := []string{}
	for kind, pattern := range named {
		for _, match := range pattern.FindAllStringSubmatch(document, -1) {
			found = append(found, kind+" "+strings.Join(match[1:], ""))
		}
	}
	return found
}

// Validate gives the first error of any object. A template is also validated together with each workflow that is made
// from it: alone, a missing argument or a misspelt workflow parameter cannot be seen.
func (m *Manifests) Validate() error {
	clusterWide := &templateresolution.NullClusterWorkflowTemplateGetter{}
	for name, template := range m.Templates {
		if err := validate.ValidateWorkflowTemplate(m, clusterWide, template, nil, validate.ValidateOpts{}); err != nil {
			return fmt.Errorf("workflow template %s: %w", name, err)
		}
		if err := validateRetries(template); err != nil {
			return fmt.Errorf("workflow template %s: %w", name, err)
		}
	}
	for _, workflow := range m.Workflows {
		if err := m.validateWorkflow(workflow); err != nil {
			return fmt.Errorf("workflow %s%s: %w", workflow.Name, workflow.GenerateName, err)
		}
	}
	for _, cron := range m.Crons {
		if err := validate.ValidateCronWorkflow(context.Background(), m, clusterWide, cron, nil); err != nil {
			return fmt.Errorf("cron workflow %s: %w", cron.Name, err)
		}
		if err := m.validateWorkflow(common.ConvertCronWorkflowToWorkflow(cron)); err != nil {
			return fmt.Errorf("cron workflow %s: %w", cron.Name, err)
		}
	}
	for _, application := range m.Applications {
		if err := validateApplication(application); err != nil {
			return fmt.Errorf("Spark application %s: %w", application.Name, err)
		}
	}
	return nil
}

// Argo compiles the expression of a retry only when a pod has failed.
func validateRetries(template *wfv1.WorkflowTemplate) error {
	for _, step := range template.Spec.Templates {
		if step.RetryStrategy == nil {
			continue
		}
		if _, err := expr.Compile(step.RetryStrategy.Expression); err != nil {
			return fmt.Errorf("the retry expression of %s: %w", step.Name, err)
		}
	}
	return nil
}

func (m *Manifests) validateWorkflow(workflow *wfv1.Workflow) error {
	resolved, err := m.Resolved(workflow)
	if err != nil {
		return err
	}
	clusterWide := &templateresolution.NullClusterWorkflowTemplateGetter{}
	if err := validate.ValidateWorkflow(m, clusterWide, workflow, nil, validate.ValidateOpts{Submit: true}); err != nil {
		return err
	}
	return validate.ValidateWorkflow(m, clusterWide, resolved, nil, validate.ValidateOpts{Submit: true})
}

// Resolved gives a workflow with the templates and arguments of the workflow template that it names.
func (m *Manifests) Resolved(workflow *wfv1.Workflow) (*wfv1.Workflow, error) {
	reference := workflow.Spec.WorkflowTemplateRef
	if reference == nil {
		return workflow, nil
	}
	template, err := m.Get(reference.Name)
	if err != nil {
		return nil, err
	}
	resolved := workflow.DeepCopy()
	resolved.Spec = *template.Spec.DeepCopy()
	for index, parameter := range resolved.Spec.Arguments.Parameters {
		if given := workflow.Spec.Arguments.GetParameterByName(parameter.Name); given != nil {
			resolved.Spec.Arguments.Parameters[index].Value = given.Value
		}
	}
	for _, given := range workflow.Spec.Arguments.Parameters {
		if resolved.Spec.Arguments.GetParameterByName(given.Name) == nil {
			return nil, fmt.Errorf("the workflow gives %s, which the template %s does not take", given.Name, reference.Name)
		}
	}
	return resolved, nil
}
