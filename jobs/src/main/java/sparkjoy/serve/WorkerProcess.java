package sparkjoy.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileUtil;
import sparkjoy.error.UserError;

/** A worker that listens, for whoever knows its secret. It ends when its input does, so also when this process is killed. */
final class WorkerProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("Ready: \\S+:(\\d+)/\\S*");
    private static final int SECRET_BYTES = 32;
    private static final int PATIENCE_SECONDS = 5;
    private static final int PULSE_MILLIS = 2_000;

    /** Raises an exception where a worker does not answer. */
    @FunctionalInterface
    interface Check {
        void requireAnswer(WorkerProcess worker) throws Exception;
    }

    private final Process process;
    private final String secret;
    private final Path temporary;
    private int port;

    private WorkerProcess(Process process, String secret, Path temporary) {
        this.process = process;
        this.secret = secret;
        this.temporary = temporary;
    }

    /**
     * Starts a program and waits until it listens; raises UserError where it does not.
     *
     * @param check is made every two seconds; a worker that fails it is ended
     */
    static WorkerProcess start(List<String> command, Check check) throws IOException {
        Path temporary = Files.createTempDirectory("joy-serve");
        List<String> program = new ArrayList<>(command);
        program.add(1, "-Djava.io.tmpdir=" + temporary);
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        WorkerProcess worker =
                new WorkerProcess(started(program), HexFormat.of().formatHex(secret), temporary);
        Future<?> unused = worker.process.onExit().thenRun(worker::clear);
        worker.listen();
        daemon("joy-worker-pulse", () -> worker.watch(check));
        return worker;
    }

    int port() {
        return port;
    }

    String secret() {
        return secret;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The error of a statement whose worker has ended. */
    UserError ended(Exception failure) {
        return new UserError(
                "The process for large statements ended while it computed this one, most likely because the statements"
                        + " there needed more memory than serve.memory allows. Ask for less at once, or ask again: the"
                        + " server starts it again. Whoever runs the server can raise serve.memory.",
                failure);
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        clear();
    }

    /** With less right to the processors than this process, where that can be said. */
    private static Process started(List<String> program) throws IOException {
        List<String> nice = new ArrayList<>(List.of("nice", "-n", "5"));
        nice.addAll(program);
        try {
            return new ProcessBuilder(nice)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            return new ProcessBuilder(program)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        }
    }

    private void listen() throws IOException {
        OutputStream input = process.getOutputStream();
        input.write((secret + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                port = Integer.parseInt(ready.group(1));
                daemon("joy-worker-output", () -> output.lines().forEach(further -> {}));
                return;
            }
        }
        throw new UserError("The process for large statements did not start; the server's messages say why. Small"
                + " statements are answered.");
    }

    /** A worker whose heap is full may answer nobody for minutes: it is ended, and the next one starts. */
    private void watch(Check check) {
        while (process.isAlive()) {
            try {
                Thread.sleep(PULSE_MILLIS);
                check.requireAnswer(this);
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                process.destroyForcibly();
            }
        }
    }

    /** Removes what a killed process leaves; what stays, the system clears from its temporary folder. */
    private void clear() {
        FileUtil.fullyDelete(temporary.toFile());
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
