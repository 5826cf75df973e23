package sparkjoy.argo;

import java.util.List;
import java.util.Map;

/** What pods of Spark Joy have, whoever starts them: a user without rights, and what comes from outside. */
final class PodParts {
    static final String ACCOUNT = "joy";
    static final String CONFIG_MAP = "joy-specification";

    private static final int USER = 10001;

    private PodParts() {}

    /** The security of a pod. */
    static Map<String, Object> podSecurity() {
        return Tree.of(
                "runAsNonRoot", true,
                "runAsUser", USER,
                "runAsGroup", USER,
                "fsGroup", USER,
                "seccompProfile", Tree.of("type", "RuntimeDefault"));
    }

    /** The security of a container. */
    static Map<String, Object> containerSecurity() {
        return Tree.of(
                "allowPrivilegeEscalation",
                false,
                "readOnlyRootFilesystem",
                true,
                "capabilities",
                Tree.of("drop", List.of("ALL")));
    }

    /** S3's keys, and the variables that the specification names. */
    static List<Map<String, Object>> variables() {
        return List.of(
                Tree.of("secretRef", Tree.of("name", "joy-s3", "optional", true)),
                Tree.of("configMapRef", Tree.of("name", "joy-environment", "optional", true)));
    }

    /** Where a container reads the specification, and the one place where it may write. */
    static List<Map<String, Object>> mounts() {
        return List.of(
                Tree.of("name", "specification", "mountPath", "/etc/joy", "readOnly", true),
                Tree.of("name", "tmp", "mountPath", "/tmp"));
    }

    static List<Map<String, Object>> volumes() {
        return List.of(
                Tree.of("name", "specification", "configMap", Tree.of("name", CONFIG_MAP)),
                Tree.of("name", "tmp", "emptyDir", Map.of()));
    }
}
