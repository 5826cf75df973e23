package argocheck

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

func TestTheManifestsAreValid(t *testing.T) {
	manifests, err := ReadFiles("../base/*.yaml", "../samples/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := manifests.Validate(); err != nil {
		t.Fatal(err)
	}
	for name := range manifests.Templates {
		if !hasSample(manifests, name) {
			t.Errorf("%s has no sample workflow, and cannot be validated without one", name)
		}
	}
}

func hasSample(manifests *Manifests, template string) bool {
	for _, workflow := range manifests.Workflows {
		if workflow.Spec.WorkflowTemplateRef.Name == template {
			return true
		}
	}
	return false
}

const application = "samples/joy-food-spark-application.yaml"

// Each breaks one thing of the rendered manifests: a file, what is there, what takes its place, and what is said of it.
func TestABrokenManifestIsRefused(t *testing.T) {
	for name, broken := range map[string]struct{ file, old, new, message string }{
		"unknown field":           {"base/joy-food.yaml", "activeDeadlineSeconds:", "activeDeadlineSecond:", "activeDeadlineSecond"},
		"wrong type":              {"base/joy-food.yaml", "activeDeadlineSeconds: 7200", "activeDeadlineSeconds: {}", "activeDeadlineSeconds"},
		"unknown template":        {"base/joy-food.yaml", "template: kpis", "template: kpi", "kpi"},
		"unknown dependency":      {"base/joy-food.yaml", "- clean\n", "- cleaned\n", "cleaned"},
		"circle":                  {"base/joy-food.yaml", "name: ingest\n            template: ingest", "name: ingest\n            template: ingest\n            dependencies: [verdict]", "cycle"},
		"unknown entrypoint":      {"base/joy-food.yaml", "entrypoint: pipeline", "entrypoint: pipelines", "pipelines"},
		"unknown exit handler":    {"base/joy-food.yaml", "onExit: after", "onExit: afterwards", "afterwards"},
		"unknown output":          {"base/joy-food.yaml", "outputs.parameters.status}}", "outputs.parameters.state}}", "state"},
		"unknown step's output":   {"base/joy-food.yaml", "{{tasks.ingest.outputs", "{{tasks.ingests.outputs", "ingests"},
		"missing step argument":   {"base/joy-food.yaml", "- name: statuses\n                  value:", "- name: status\n                  value:", "statuses"},
		"unknown parameter":       {"base/joy-food.yaml", "{{workflow.parameters.from}}", "{{workflow.parameters.form}}", "form"},
		"template named twice":    {"base/joy-food.yaml", "- name: kpis\n      synch", "- name: clean\n      synch", "not unique"},
		"bad name":                {"base/joy-food.yaml", "name: verdict", "name: ver dict", "ver dict"},
		"missing sample argument": {"samples/joy-food-backfill.yaml", "name: from", "name: form", "form"},
		"missing template":        {"samples/joy-food.yaml", "name: joy-food\n", "name: joy-foods\n", "joy-foods"},
		"bad cron line":           {"base/joy-food-cron.yaml", "20 1,3", "20 1,33", "malformed"},
		"bad concurrency policy":  {"base/joy-food-cron.yaml", "Forbid", "Never", "concurrencyPolicy"},
		"bad time zone":           {"base/joy-food-cron.yaml", "timezone: UTC", "timezone: Utopia", "timezone"},
		"bad retry expression":    {"base/joy-food.yaml", "asInt(lastRetry.exitCode) not in [0, 2, 3]", "asInt(lastRetry.exitCode", "expression"},
		"unknown Spark field":     {application, "coreLimit:", "coresLimit:", "coresLimit"},
		"unknown pod field":       {application, "workingDir:", "workDir:", "workDir"},
		"wrong Spark type":        {application, "instances: 2", "instances: two", "instances"},
		"restarted application":   {application, "type: Never", "type: OnFailure", "green"},
		"unknown Spark mode":      {application, "mode: cluster", "mode: clustered", "clustered"},
		"unknown container":       {application, "name: spark-kubernetes-executor", "name: executor", "looks for"},
		"unknown Spark kind":      {application, "kind: SparkApplication", "kind: SparkApplications", "SparkApplications"},
		"no YAML":                 {"base/joy-food.yaml", "spec:\n", "spec: [\n", "yaml"},
	} {
		t.Run(name, func(t *testing.T) {
			err := validated(t, broken.file, broken.old, broken.new)
			if err == nil {
				t.Fatalf("%q in place of %q in %s passes", broken.new, broken.old, broken.file)
			}
			if !strings.Contains(err.Error(), broken.message) {
				t.Fatalf("the error does not speak of %q: %v", broken.message, err)
			}
		})
	}
}

// Validates all rendered manifests, one of them changed.
func validated(t *testing.T, changed, old, replacement string) error {
	manifests, err := ReadFiles()
	if err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{"base/*.yaml", "samples/*.yaml"} {
		files, err := filepath.Glob(filepath.Join("..", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if filepath.Join("..", changed) == file {
				if !strings.Contains(string(text), old) {
					t.Fatalf("%s holds no %q", changed, old)
				}
				text = []byte(strings.ReplaceAll(string(text), old, replacement))
			}
			if err := manifests.Add(text); err != nil {
				return err
			}
		}
	}
	return manifests.Validate()
}

func TestTheExampleOverlayIsValid(t *testing.T) {
	made, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(filesys.MakeFsOnDisk(), "../overlays/example")
	if err != nil {
		t.Fatal(err)
	}
	text, err := made.AsYaml()
	if err != nil {
		t.Fatal(err)
	}
	manifests, err := ReadFiles("../samples/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := manifests.Add(text); err != nil {
		t.Fatal(err)
	}
	if err := manifests.Validate(); err != nil {
		t.Fatal(err)
	}
	kpis := manifests.Templates["joy-food"].GetTemplateByName("kpis")
	if cpu := kpis.Container.Resources.Requests.Cpu().String(); cpu != "3" {
		t.Errorf("the overlay's patch has missed the KPIs: they have %s CPUs", cpu)
	}
}

func TestTheVerdictEndsWithThreeWhereAStatusIsPartial(t *testing.T) {
	manifests, err := ReadFiles("../base/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	container := manifests.Templates["joy-food"].GetTemplateByName("verdict").Container
	for statuses, expected := range map[string]int{"ingest=DONE kpis=DONE": 0, "ingest=PARTIAL kpis=DONE": 3} {
		words := append(append([]string{}, container.Command[1:]...), container.Args[:len(container.Args)-1]...)
		err := exec.Command(container.Command[0], append(words, statuses)...).Run()
		code := 0
		var ended *exec.ExitError
		if errors.As(err, &ended) {
			code = ended.ExitCode()
		} else if err != nil {
			t.Fatal(err)
		}
		if code != expected {
			t.Errorf("%s ends with %d", statuses, code)
		}
	}
}

func TestNoManifestHoldsASecret(t *testing.T) {
	manifests, err := ReadFiles("../base/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, template := range manifests.Templates {
		for _, step := range template.Spec.Templates {
			if step.Container == nil {
				continue
			}
			for _, variable := range step.Container.Env {
				if variable.Name != "JOY_MEMORY" {
					t.Errorf("%s %s sets %s in the manifest; take it from the secret", name, step.Name, variable.Name)
				}
			}
		}
	}
}
