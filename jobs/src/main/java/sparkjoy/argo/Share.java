package sparkjoy.argo;

import java.util.Map;
import sparkjoy.spec.Orchestration;

/** The cores and the memory of a container, as Kubernetes and Java write them. */
record Share(int cores, long bytes) {
    private static final long MEBIBYTE = 1L << 20;

    static Share of(Orchestration.Resources resources) {
        return new Share(resources.cpu(), resources.memory());
    }

    static Share of(Orchestration.Executors executors) {
        return new Share(executors.cpu(), executors.memory());
    }

    String cpu() {
        return String.valueOf(cores);
    }

    /** Three quarters of the memory. */
    String heap() {
        return heapMebibytes() + "m";
    }

    /** What the heap leaves. */
    String besideHeap() {
        return mebibytes() - heapMebibytes() + "m";
    }

    /** As much as is asked for, and no more. */
    Map<String, Object> resources() {
        Map<String, Object> both = Tree.of("cpu", cpu(), "memory", mebibytes() + "Mi");
        return Tree.of("requests", both, "limits", both);
    }

    private long heapMebibytes() {
        return mebibytes() * 3 / 4;
    }

    private long mebibytes() {
        return bytes / MEBIBYTE;
    }
}
