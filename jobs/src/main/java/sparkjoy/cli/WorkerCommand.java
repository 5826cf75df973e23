package sparkjoy.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sparkjoy.error.UserError;

/**
 * How `joy serve` starts itself as its own worker: the same program and specification with another heap. The worker reads
 * the secret from its first line of input, and ends when its input does.
 */
final class WorkerCommand {
    private static final String PROPERTY = "sparkjoy.serve.worker";

    /** Heap and tools of the server's own. */
    private static final List<String> NOT_PASSED_ON = List.of("-Xm", "-agentlib:", "-javaagent:", "-XX:HeapDumpPath");

    private static final int STUCK_MILLIS = 10_000;

    private WorkerCommand() {}

    /** Whether this process is a worker. */
    static boolean isWorker() {
        return Boolean.getBoolean(PROPERTY);
    }

    /**
     * The command of a worker for a server that was started so.
     *
     * @param memory bytes of its heap
     */
    static List<String> of(Invocation invocation, long memory) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> NOT_PASSED_ON.stream().noneMatch(option::startsWith))
                .forEach(command::add);
        command.add("-Xmx" + memory);
        command.add("-D" + PROPERTY + "=true");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "sparkjoy.Joy", "serve"));
        invocation.values("spec").forEach(file -> command.addAll(List.of("--spec", file)));
        invocation.values("set").forEach(override -> command.addAll(List.of("--set", override)));
        return command;
    }

    /** Reads the secret that the server sends; from then on this process ends once the server has ended, or was killed. */
    static String secret() {
        StringBuilder secret = new StringBuilder();
        try {
            for (int next = System.in.read(); next >= 0 && next != '\n'; next = System.in.read()) {
                secret.append((char) next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The server's secret cannot be read", e);
        }
        if (secret.isEmpty()) {
            throw new UserError("A worker is started by joy serve, which sends it a secret.");
        }
        // Spark empties it as this process ends.
        Path.of(System.getProperty("java.io.tmpdir")).toFile().deleteOnExit();
        daemon("joy-worker-input", WorkerCommand::endWithInput);
        return secret.toString();
    }

    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) {
                // The server sends no more than the secret.
            }
        } catch (IOException e) {
            // The server is gone.
        }
        daemon("joy-worker-end", WorkerCommand::haltLater);
        // As a signal does, so that temporary files are removed.
        Runtime.getRuntime().exit(ExitCode.DONE.number());
    }

    /** Its heap may be so full that it cannot end in order. */
    private static void haltLater() {
        try {
            Thread.sleep(STUCK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitCode.FAILED.number());
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
