package argocheck

import (
	"fmt"
	"slices"

	"github.com/kubeflow/spark-operator/v2/api/v1beta2"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"
)

// Parses an object of Kubeflow's Spark operator with the operator's own types; an unknown field is an error. Gives nil
// for an object that is not the operator's.
func sparkApplication(document []byte) (*v1beta2.SparkApplication, error) {
	kind := metav1.TypeMeta{}
	if err := yaml.Unmarshal(document, &kind); err != nil {
		return nil, err
	}
	if kind.GroupVersionKind().Group != v1beta2.GroupVersion.Group {
		return nil, nil
	}
	if kind.APIVersion != v1beta2.GroupVersion.String() || kind.Kind != "SparkApplication" {
		return nil, fmt.Errorf("the operator has no %s %s", kind.APIVersion, kind.Kind)
	}
	application := &v1beta2.SparkApplication{}
	return application, yaml.UnmarshalStrict(document, application)
}

// What the types leave open, and the operator or Spark would refuse or pass over.
func validateApplication(application *v1beta2.SparkApplication) error {
	spec := application.Spec
	switch {
	case spec.Type != v1beta2.SparkApplicationTypeJava:
		return fmt.Errorf("type is %q", spec.Type)
	case spec.Mode != v1beta2.DeployModeCluster:
		return fmt.Errorf("mode is %q", spec.Mode)
	case spec.RestartPolicy.Type != v1beta2.RestartPolicyNever:
		return fmt.Errorf("restartPolicy is %q: a run that was PARTIAL would look green the second time", spec.RestartPolicy.Type)
	case spec.Image == nil || spec.MainClass == nil || spec.MainApplicationFile == nil:
		return fmt.Errorf("image, mainClass or mainApplicationFile is missing")
	case !hasContainer(spec.Driver.Template, "spark-kubernetes-driver"):
		return fmt.Errorf("the driver's template has no container spark-kubernetes-driver, which Spark looks for")
	case !hasContainer(spec.Executor.Template, "spark-kubernetes-executor"):
		return fmt.Errorf("the executor's template has no container spark-kubernetes-executor, which Spark looks for")
	}
	return nil
}

func hasContainer(template *corev1.PodTemplateSpec, name string) bool {
	return template != nil && slices.ContainsFunc(template.Spec.Containers, func(container corev1.Container) bool {
		return container.Name == name
	})
}
