package sparkjoy;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java program as its own process, with the class path and the opened packages of this JVM; stops when closed. */
final class JavaProcess implements AutoCloseable {
    static final String CLASS_PATH = System.getProperty("java.class.path");
    /** Processes this short pay more for optimized code and concurrent collections than they gain. */
    static final List<String> SHORT_LIVED = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=256m",
            "-XX:+UseParallelGC",
            "-XX:MetaspaceSize=256m");

    private final Process process;
    private final StringBuilder output = new StringBuilder();
    private boolean isSilent;

    private JavaProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "output-of-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a program.
     *
     * @param home folder that stands for a Spark installation
     * @param arguments options of the JVM, the main class and its arguments
     */
    static JavaProcess start(Path home, List<String> arguments) throws IOException {
        return start(home, arguments, Map.of());
    }

    /** Starts a program with more variables in its environment, and without those whose value is empty. */
    static JavaProcess start(Path home, List<String> arguments, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(ProcessHandle.current().info().command().orElseThrow(), "-Xmx1g", "-Duser.timezone=UTC"));
        command.addAll(SHORT_LIVED);
        command.add("-Dlog4j2.configurationFile=classpath:processes-log4j2.properties");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(List.of("-cp", CLASS_PATH));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SPARK_HOME", home.resolve("spark").toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().putAll(environment);
        builder.environment().values().removeIf(String::isEmpty);
        return new JavaProcess(builder.start());
    }

    /** Waits for a line that holds the text. */
    synchronized void await(String text) throws InterruptedException {
        while (output.indexOf(text) < 0) {
            if (isSilent) {
                throw new IllegalStateException("The process ended before it said '" + text + "':\n" + output);
            }
            wait();
        }
    }

    long id() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end. */
    synchronized int exitCode() throws InterruptedException {
        while (!isSilent) {
            wait();
        }
        return process.waitFor();
    }

    /** Ends at once, without a chance to clean up. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks the process to end, and goes on to listen to it. */
    void askToEnd() throws IOException, InterruptedException {
        signal("TERM");
    }

    /** Stands still, and knows nothing of it. */
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    synchronized String output() {
        return output.toString();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void signal(String name) throws IOException, InterruptedException {
        String number = String.valueOf(process.pid());
        int code = new ProcessBuilder("kill", "-" + name, number)
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("kill -" + name + " " + number + " ended with " + code);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line + "\n");
            }
        } catch (IOException e) {
            add("The output cannot be read: " + e + "\n");
        }
        end();
    }

    private synchronized void add(String text) {
        output.append(text);
        notifyAll();
    }

    private synchronized void end() {
        isSilent = true;
        notifyAll();
    }
}
