package sparkjoy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A Spark master and its workers on the loopback interface; all stop when it is closed. */
record StandaloneCluster(Path folder, String master, List<JavaProcess> processes) implements AutoCloseable {

    /** Starts a master and workers of one core and 1 GB each, and waits until all know each other. */
    static StandaloneCluster start(Path folder, int workers) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("spark/jars"));
        int port = freePort();
        StandaloneCluster cluster = new StandaloneCluster(folder, "spark://127.0.0.1:" + port, new ArrayList<>());
        try {
            cluster.startMaster(port);
            for (int worker = 0; worker < workers; worker++) {
                cluster.startWorker(worker);
            }
            for (JavaProcess worker : cluster.processes.subList(1, workers + 1)) {
                worker.await("Successfully registered with master");
            }
        } catch (RuntimeException | InterruptedException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    /** Starts a program whose executors run on the workers. */
    JavaProcess submit(List<String> program) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-Dspark.executor.extraClassPath=" + JavaProcess.CLASS_PATH,
                "-Dspark.executor.extraJavaOptions=" + String.join(" ", JavaProcess.SHORT_LIVED),
                "-Dspark.executor.memory=1g",
                "-Dspark.executor.cores=1",
                "-Dspark.driver.host=127.0.0.1",
                "-Dspark.driver.bindAddress=127.0.0.1",
                "-Dspark.scheduler.minRegisteredResourcesRatio=1.0",
                "-Dspark.scheduler.maxRegisteredResourcesWaitingTime=120s"));
        arguments.addAll(program);
        return JavaProcess.start(folder, arguments);
    }

    /** How many executors the workers have started so far. */
    long executorsStarted() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("work"))) {
            return files.filter(file -> file.getFileName().toString().equals("stderr"))
                    .count();
        }
    }

    @Override
    public void close() {
        for (int index = processes.size() - 1; index >= 0; index--) {
            processes.get(index).close();
        }
    }

    private void startMaster(int port) throws IOException, InterruptedException {
        processes.add(JavaProcess.start(
                folder,
                List.of(
                        "org.apache.spark.deploy.master.Master",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        String.valueOf(port),
                        "--webui-port",
                        "0")));
        processes.get(0).await("elected leader");
    }

    private void startWorker(int number) throws IOException {
        String work = folder.resolve("work/" + number).toString();
        processes.add(JavaProcess.start(
                folder,
                List.of(
                        "org.apache.spark.deploy.worker.Worker",
                        "--host",
                        "127.0.0.1",
                        "--cores",
                        "1",
                        "--memory",
                        "1g",
                        "--webui-port",
                        "0",
                        "--work-dir",
                        work,
                        master)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
