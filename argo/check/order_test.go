package argocheck

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

// As `kubectl apply -k` and `kubectl kustomize` do it, whatever their version prefers where a folder names no order.
var reorders = map[string]krusty.ReorderOption{"file": krusty.ReorderOptionNone, "kind": krusty.ReorderOptionLegacy}

func TestAFirstApplyNamesOnlyWhatStandsBefore(t *testing.T) {
	for _, folder := range []string{"../base", "../overlays/example"} {
		for name, reorder := range reorders {
			text := kustomized(t, filesys.MakeFsOnDisk(), folder, reorder)
			if err := ValidateInOrder(text); err != nil {
				t.Errorf("%s in the order of the %s: %v", folder, name, err)
			}
		}
	}
}

func TestTheBaseIsInOrderAlsoForAnOverlayThatNamesNone(t *testing.T) {
	files := filesys.MakeFsInMemory()
	base, err := filepath.Glob("../base/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range base {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		write(t, files, "/base/"+filepath.Base(file), string(text))
	}
	write(t, files, "/overlay/kustomization.yaml", "namespace: data\nresources: [../base]\n")
	if err := ValidateInOrder(kustomized(t, files, "/overlay", krusty.ReorderOptionNone)); err != nil {
		t.Error(err)
	}
	// What such an overlay loses where kubectl sorts by kind; docs/scheduling.md says what to write into it.
	err = ValidateInOrder(kustomized(t, files, "/overlay", krusty.ReorderOptionLegacy))
	if err == nil || !strings.Contains(err.Error(), "joy-food") {
		t.Errorf("cron workflows stand after their templates by themselves now: %v", err)
	}
}

func TestAReferenceToWhatComesLaterIsFound(t *testing.T) {
	documents := strings.Split(string(kustomized(t, filesys.MakeFsOnDisk(), "../base", krusty.ReorderOptionNone)), "\n---\n")
	for _, moved := range []string{"ServiceAccount", "Role", "ConfigMap", "WorkflowTemplate"} {
		first, last := []string{}, []string{}
		for _, document := range documents {
			if strings.Contains(document, "\nkind: "+moved+"\n") {
				last = append(last, document)
			} else {
				first = append(first, document)
			}
		}
		if err := ValidateInOrder([]byte(strings.Join(append(first, last...), "\n---\n"))); err == nil {
			t.Errorf("%s may stand last", moved)
		}
	}
}

func kustomized(t *testing.T, files filesys.FileSystem, folder string, reorder krusty.ReorderOption) []byte {
	options := krusty.MakeDefaultOptions()
	options.Reorder = reorder
	made, err := krusty.MakeKustomizer(options).Run(files, folder)
	if err != nil {
		t.Fatal(err)
	}
	text, err := made.AsYaml()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func write(t *testing.T, files filesys.FileSystem, path, text string) {
	if err := files.WriteFile(path, []byte(text)); err != nil {
		t.Fatal(err)
	}
}
