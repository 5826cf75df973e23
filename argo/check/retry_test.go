package argocheck

import (
	"strings"
	"testing"

	wfv1 "github.com/argoproj/argo-workflows/v3/pkg/apis/workflow/v1alpha1"
	"github.com/argoproj/argo-workflows/v3/util/expr/argoexpr"
	"github.com/argoproj/argo-workflows/v3/util/expr/env"
	"github.com/argoproj/argo-workflows/v3/workflow/common"
)

// -1 is what Argo's controller gives for a pod that ended without an exit code, such as one on a node that is gone.
var isRetried = map[string]bool{"-1": true, "0": false, "1": true, "2": false, "3": false, "137": true, "143": true}

func TestAStepIsTriedAgainWhereItFailedOrWasKilled(t *testing.T) {
	for name, step := range steps(t) {
		if step.RetryStrategy == nil {
			continue
		}
		for code, expected := range isRetried {
			scope := env.GetFuncMap(map[string]any{
				common.LocalVarRetries: "0", common.LocalVarRetriesLastExitCode: code,
				common.LocalVarRetriesLastStatus: "Failed", common.LocalVarRetriesLastMessage: "",
				common.LocalVarRetriesLastDuration: "1",
			})
			retried, err := argoexpr.EvalBool(step.RetryStrategy.Expression, scope)
			if err != nil {
				t.Fatal(err)
			}
			if retried != expected {
				t.Errorf("%s after exit code %s is tried again: %v", name, code, retried)
			}
		}
	}
}

// An alarm must not wait for retries, and no run may be held back by one that only writes its log.
func TestOnlyWhatChangesTablesOrWatchesIsTriedAgain(t *testing.T) {
	for name, step := range steps(t) {
		isOnce := strings.HasSuffix(name, "/verdict") || strings.HasSuffix(name, "/status")
		if name == "joy-food-watch/status" {
			isOnce = false
		}
		if isOnce != (step.RetryStrategy == nil) {
			t.Errorf("%s has the retry strategy %v", name, step.RetryStrategy)
		}
	}
}

// The templates of containers by the name of their object and their own.
func steps(t *testing.T) map[string]wfv1.Template {
	manifests, err := ReadFiles("../base/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]wfv1.Template{}
	add := func(owner string, templates []wfv1.Template) {
		for _, step := range templates {
			if step.Container != nil {
				found[owner+"/"+step.Name] = step
			}
		}
	}
	for name, template := range manifests.Templates {
		add(name, template.Spec.Templates)
	}
	for _, cron := range manifests.Crons {
		add(cron.Name, cron.Spec.WorkflowSpec.Templates)
	}
	if len(found) < 10 {
		t.Fatalf("there are only %d steps", len(found))
	}
	return found
}
