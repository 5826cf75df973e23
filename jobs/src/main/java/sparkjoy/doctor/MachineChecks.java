package sparkjoy.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks what an embedded Spark needs of the machine: Java, memory, room for temporary files, ports. */
public final class MachineChecks {
    private static final int OLDEST_JAVA = 17;
    private static final long MEBIBYTE = 1L << 20;
    private static final long LEAST_HEAP = 1_024 * MEBIBYTE;
    private static final long LEAST_DISK = 1_024 * MEBIBYTE;
    private static final long GOOD_DISK = 10 * LEAST_DISK;
    private static final double LARGEST_SHARE = 0.8;
    private static final int SERVE_PORT = 10_000;

    private final Map<String, String> environment;

    public MachineChecks(Map<String, String> environment) {
        this.environment = environment;
    }

    public List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        checks.add(java(Runtime.version().feature()));
        checks.add(memory(Runtime.getRuntime().maxMemory(), machineMemory()));
        checks.add(disk(Path.of(environment.getOrDefault("SPARK_LOCAL_DIRS", System.getProperty("java.io.tmpdir")))));
        checks.add(loopback());
        checks.add(port(SERVE_PORT));
        return checks;
    }

    static Check java(int version) {
        return version >= OLDEST_JAVA
                ? Check.ok("Java", Runtime.version().toString())
                : Check.failed(
                        "Java", "version " + version + ", but 17 or later is needed", "set JAVA_HOME to a newer Java");
    }

    /** In bytes: the most that the heap may take, and what the machine or its container has. */
    static Check memory(long heap, long machine) {
        String result = mebibytes(heap) + " of heap, " + mebibytes(machine) + " in this machine";
        if (heap > machine * LARGEST_SHARE) {
            return Check.warning(
                    "memory",
                    result + ": the process needs more than its heap and may be killed",
                    "export JOY_MEMORY=" + Math.max(1_024, machine / 2 / MEBIBYTE) + "m");
        }
        return heap < LEAST_HEAP * LARGEST_SHARE
                ? Check.warning("memory", result + ": that is enough for small logs only", "export JOY_MEMORY=4g")
                : Check.ok("memory", result);
    }

    /** The first of Spark's folders for temporary files. */
    static Check disk(Path folders) {
        Path folder = Path.of(folders.toString().split(",", -1)[0]);
        try {
            if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
                return Check.failed(
                        "temporary files",
                        folder + " is not a folder that can be written",
                        "set SPARK_LOCAL_DIRS to a folder of this user");
            }
            long free = Files.getFileStore(folder).getUsableSpace();
            String result = mebibytes(free) + " free in " + folder;
            if (free >= GOOD_DISK) {
                return Check.ok("temporary files", result);
            }
            String fix = "free some space, or set SPARK_LOCAL_DIRS to a folder on a larger disk";
            return free < LEAST_DISK
                    ? Check.failed("temporary files", result + ": shuffles will fill it", fix)
                    : Check.warning("temporary files", result + ": large shuffles may fill it", fix);
        } catch (IOException e) {
            return Check.failed(
                    "temporary files",
                    folder + " cannot be read: " + e.getMessage(),
                    "set SPARK_LOCAL_DIRS to a folder of this user");
        }
    }

    private static Check loopback() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Check.ok("loopback", "port " + socket.getLocalPort() + " could be opened on 127.0.0.1");
        } catch (IOException e) {
            return Check.failed(
                    "loopback",
                    "no port can be opened on 127.0.0.1: " + e.getMessage(),
                    "allow this user to listen on 127.0.0.1: an embedded Spark needs it");
        }
    }

    static Check port(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return Check.ok("port of serve", socket.getLocalPort() + " is free");
        } catch (IOException e) {
            return Check.warning(
                    "port of serve", port + " is in use: " + e.getMessage(), "bin/joy serve --port " + (port + 1));
        }
    }

    private static long machineMemory() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }

    private static String mebibytes(long bytes) {
        return String.format("%,d MiB", bytes / MEBIBYTE);
    }
}
