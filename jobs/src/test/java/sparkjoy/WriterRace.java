package sparkjoy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A race of drivers, each a process of its own, that append to one Delta table on one real S3 server. As a program: the
 * number of drivers, of commits in all, and their store, `conditional` or `stock`; it ends with 1 if a row was lost or
 * doubled.
 */
public record WriterRace(int drivers, int commits, String store) {

    /** What the drivers were told to have committed, and what is in the table after all. */
    record Result(List<String> asked, List<String> found) {
        long lost() {
            Set<String> there = new HashSet<>(found);
            return asked.stream().filter(row -> !there.contains(row)).count();
        }

        long doubled() {
            return found.size() - (long) new HashSet<>(found).size();
        }
    }

    public static void main(String[] arguments) throws Exception {
        WriterRace race = new WriterRace(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), arguments[2]);
        long start = System.nanoTime();
        Result result = race.run(Files.createTempDirectory("writer-race"));
        System.out.printf(
                "%s, %d drivers: commits asked %d, found %d; rows lost %d, doubled %d (%.0f s)%n",
                race.store,
                race.drivers,
                result.asked().size(),
                new HashSet<>(result.found()).size(),
                result.lost(),
                result.doubled(),
                (System.nanoTime() - start) / 1e9);
        boolean isWhole = result.asked().size() >= race.commits && result.lost() == 0 && result.doubled() == 0;
        System.exit(isWhole ? 0 : 1);
    }

    Result run(Path folder) throws IOException, InterruptedException {
        List<JavaProcess> processes = new ArrayList<>();
        try (S3Server server = S3Server.start()) {
            String bucket = server.newBucket("race");
            for (int driver = 0; driver < drivers; driver++) {
                processes.add(JavaProcess.start(folder, program(folder, server, bucket, "driver-" + driver)));
            }
            awaitAll(processes, RaceDriver.READY);
            server.put(bucket, "lake/go", new byte[0]);
            awaitAll(processes, RaceDriver.FINISHED);
            server.put(bucket, "lake/count", new byte[0]);
            processes.get(0).await(RaceDriver.COUNTED);
            List<String> asked = processes.stream()
                    .flatMap(process -> said(process, RaceDriver.MADE))
                    .toList();
            return new Result(asked, said(processes.get(0), RaceDriver.FOUND).toList());
        } finally {
            processes.forEach(JavaProcess::close);
        }
    }

    private List<String> program(Path folder, S3Server server, String bucket, String name) throws IOException {
        String share = String.valueOf((commits + drivers - 1) / drivers);
        List<String> program = new ArrayList<>(List.of(RaceDriver.class.getName(), name, share));
        program.addAll(server.specification(folder));
        program.addAll(List.of("lake=s3a://" + bucket + "/lake", "sources.app.path=s3a://" + bucket + "/logs"));
        program.addAll(List.of(
                "storage.commits=" + (store.equals("stock") ? "single_driver" : "conditional"),
                "spark.master=local[1]"));
        return program;
    }

    private static void awaitAll(List<JavaProcess> processes, String line) throws InterruptedException {
        for (JavaProcess process : processes) {
            process.await(line);
        }
    }

    private static Stream<String> said(JavaProcess process, String what) {
        return process.output()
                .lines()
                .filter(line -> line.startsWith(what + " "))
                .map(line -> line.substring(what.length() + 1));
    }
}
