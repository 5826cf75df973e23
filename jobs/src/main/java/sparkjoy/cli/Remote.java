package sparkjoy.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.cli.Option;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import sparkjoy.error.UserError;

/** A Spark Connect server that runs command lines: it has this jar and the catalog `joy_remote`. */
record Remote(String url) {
    private static final List<String> OF_THE_SENDER = List.of("spec", "remote", "master");
    private static final int DEFAULT_PORT = 15002;
    private static final int PATIENCE_MILLIS = 10_000;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** The server that the command line names, else the specification; empty: there is none. */
    static Optional<String> server(Invocation invocation) {
        Optional<String> url =
                invocation.value("remote").or(() -> invocation.spec().spark().remote());
        url.filter(text -> !text.matches("sc://[^/:]+(:[0-9]+)?(/.*)?")).ifPresent(text -> {
            throw new UsageError("--remote " + text + ": a Spark Connect server is written as sc://host:port.");
        });
        return url;
    }

    ExitCode run(String verb, Invocation invocation, Console console) {
        Row answer = call(command(verb, invocation));
        console.relay(answer.getString(1), answer.getString(2), console.isJson() || invocation.has("csv"));
        return ExitCode.valueOf(answer.getString(0));
    }

    private Row call(RemoteCommand command) {
        reach();
        try {
            SparkSession connected = SparkSession.builder()
                    .config("spark.api.mode", "connect")
                    .remote(url)
                    .getOrCreate();
            return connected
                    .sql("CALL joy_remote.run('" + command.encoded() + "')")
                    .collectAsList()
                    .get(0);
        } catch (RuntimeException e) {
            throw new UserError(
                    "The Spark Connect server " + url + " cannot run this: " + e.getMessage()
                            + ". It must answer, have this jar on its class path and the setting"
                            + " spark.sql.catalog.joy_remote=sparkjoy.RemoteCatalog.",
                    e);
        }
    }

    /** The client itself would try again for minutes. */
    private void reach() {
        URI server = URI.create(url);
        int port = server.getPort() < 0 ? DEFAULT_PORT : server.getPort();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.getHost(), port), PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new UserError(
                    "The Spark Connect server " + url + " does not answer (" + e.getMessage()
                            + "): check --remote or spark.remote, the network and that the server runs.",
                    e);
        }
    }

    private static RemoteCommand command(String verb, Invocation invocation) {
        List<String> arguments = new ArrayList<>(List.of(verb));
        for (Option option : invocation.line().getOptions()) {
            if (!OF_THE_SENDER.contains(option.getLongOpt())) {
                arguments.add("--" + option.getLongOpt());
                Optional.ofNullable(option.getValue()).ifPresent(arguments::add);
            }
        }
        arguments.addAll(invocation.arguments());
        List<String> layers = invocation.specFiles().stream().map(Remote::text).toList();
        return new RemoteCommand(arguments, layers, named(invocation, layers));
    }

    /** Only what the specification names, but passwords of users: nothing else here is that server's business. */
    private static Map<String, String> named(Invocation invocation, List<String> layers) {
        List<String> words = layers.stream()
                .flatMap(text -> NAME.matcher(text).results())
                .map(found -> found.group())
                .toList();
        Collection<String> passwords = invocation.spec().serve().users().values();
        return invocation.environment().entrySet().stream()
                .filter(variable -> words.contains(variable.getKey()) && !passwords.contains(variable.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UserError("The specification " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
