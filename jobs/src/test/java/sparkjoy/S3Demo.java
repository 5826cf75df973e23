package sparkjoy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * `make demo-s3`: starts an S3 server, uploads logs into a bucket, makes another for the lake, and runs a command with the address
 * and the access key in its environment. Arguments: the folder of the logs, then the command.
 */
public final class S3Demo {
    private S3Demo() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path logs = Path.of(arguments[0]);
        int code;
        try (S3Server server = S3Server.start()) {
            server.makeBucket("joy-logs");
            server.makeBucket("joy-lake");
            upload(logs, server);
            code = run(List.of(arguments).subList(1, arguments.length), server.endpoint());
        }
        System.exit(code);
    }

    private static void upload(Path logs, S3Server server) throws IOException {
        try (Stream<Path> files = Files.walk(logs.resolve("segment-logs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                server.put("joy-logs", logs.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
    }

    private static int run(List<String> command, URI endpoint) throws IOException, InterruptedException {
        ProcessBuilder process = new ProcessBuilder(command).inheritIO();
        process.environment().put("JOY_S3_ENDPOINT", endpoint.toString());
        process.environment().put("AWS_ACCESS_KEY_ID", "key");
        process.environment().put("AWS_SECRET_ACCESS_KEY", "secret");
        return process.start().waitFor();
    }
}
