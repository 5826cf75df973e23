package sparkjoy.cli;

import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.apache.spark.sql.SparkSession;
import sparkjoy.engine.Session;
import sparkjoy.error.UserError;
import sparkjoy.lake.Lake;
import sparkjoy.serve.Address;
import sparkjoy.serve.Embedded;
import sparkjoy.serve.ServedTables;
import sparkjoy.serve.Server;
import sparkjoy.serve.Users;
import sparkjoy.serve.Worker;
import sparkjoy.spec.Spec;

/** `joy serve`: lets BI tools read the tables by JDBC and ODBC until it is ended. */
public final class ServeVerb implements Verb {
    private static final int HIGHEST_PORT = 65_535;

    @Override
    public String name() {
        return "serve";
    }

    @Override
    public String summary() {
        return "serves the tables read-only to BI tools over JDBC and ODBC (HiveServer2 protocol) until stopped";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Invocation.valued(
                        "host", "ADDRESS", "address to listen at (default 127.0.0.1); another needs serve.users"))
                .addOption(Invocation.valued("port", "N", "port to listen at (default 10000)"));
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        if (WorkerCommand.isWorker()) {
            Users server = Users.withSecret(WorkerCommand.secret());
            return serve(new Address("127.0.0.1", 0), server, invocation.spec(), Optional.empty(), console);
        }
        Spec spec = invocation.spec();
        Users users = Users.of(spec.serve().users(), invocation.environment());
        Optional<Worker> worker = Embedded.isEmbedded(spec.spark())
                ? Optional.of(
                        new Worker(WorkerCommand.of(invocation, spec.serve().memory())))
                : Optional.empty();
        return serve(address(invocation, users), users, spec, worker, console);
    }

    private static ExitCode serve(Address address, Users users, Spec spec, Optional<Worker> worker, Console console) {
        ServerSocket door = address.bound();
        SparkSession spark = opened(spec);
        ServedTables tables = new ServedTables(spark, Lake.of(spark, spec), spec);
        try (Server server = new Server(door, users, spark, tables, spec.serve().limits(), worker)) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "joy-serve-end"));
            server.warmUp();
            String url = address.url(door);
            console.result(Map.of("url", url), "Ready: " + url);
            server.run();
        }
        return ExitCode.DONE;
    }

    private static SparkSession opened(Spec spec) {
        Map<String, String> settings = new LinkedHashMap<>(Embedded.ofEveryServer());
        settings.put("spark.sql.warehouse.dir", spec.lake());
        if (!Embedded.isEmbedded(spec.spark())) {
            return Session.open(spec, Optional.empty(), settings);
        }
        Embedded embedded = Embedded.of(spec.spark());
        settings.putAll(embedded.settings());
        return Session.open(spec, Optional.of(embedded.master()), settings);
    }

    private static Address address(Invocation invocation, Users users) {
        Address address =
                new Address(invocation.value("host").orElse("127.0.0.1"), invocation.positive("port", 10_000));
        if (address.port() > HIGHEST_PORT) {
            throw new UsageError("--port " + address.port() + ": give a number up to " + HIGHEST_PORT + ".");
        }
        if (users.isEmpty() && !address.isLoopback()) {
            throw new UserError("Without passwords only this machine may connect: set serve.users in the specification,"
                    + " or leave out --host " + address.host() + ".");
        }
        return address;
    }
}
