package sparkjoy.argo;

/** Kubernetes' names have hyphens where ours have underscores. */
final class Names {
    private Names() {}

    static String hyphened(String name) {
        return name.replace('_', '-');
    }

    static String workflow(String pipeline) {
        return "joy-" + hyphened(pipeline);
    }
}
