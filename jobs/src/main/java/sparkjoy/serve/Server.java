package sparkjoy.serve;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hive.service.rpc.thrift.TCLIService;
import org.apache.spark.sql.SparkSession;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TIOStreamTransport;
import org.apache.thrift.transport.TSaslServerTransport;
import org.apache.thrift.transport.TTransport;
import sparkjoy.spec.ServingLimits;

/** Answers the clients of a port in the protocol of HiveServer2, each connection in a thread of its own. */
public final class Server implements AutoCloseable {
    private static final int LOGIN_MILLIS = 30_000;
    private static final int MOST_CLIENTS = 1_000;
    private static final Duration TICK = Duration.ofMillis(100);

    private final ServerSocket door;
    private final Login login;
    private final SparkSession spark;
    private final ServedTables tables;
    private final Statements statements;
    private final Optional<Worker> worker;
    private final ExecutorService threads = Executors.newCachedThreadPool(Server::daemon);
    private final AtomicLong connections = new AtomicLong();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

    /**
     * Answers nobody yet.
     *
     * @param worker computes what is not small, and is closed with the server; empty where this process computes all
     */
    public Server(
            ServerSocket door,
            Users users,
            SparkSession spark,
            ServedTables tables,
            ServingLimits limits,
            Optional<Worker> worker) {
        this.door = door;
        this.login = new Login(users);
        this.statements = new Statements(limits);
        this.worker = worker;
        this.spark = spark;
        this.tables = tables;
    }

    /** Answers a statement as for a client: the first one of a process loads what all others need, and takes seconds. */
    public void warmUp() {
        try {
            new ClientSession(spark, statements, Optional.empty(), "warm-up", Map.of())
                    .start(tables.sample())
                    .result()
                    .next(1);
        } catch (Exception e) {
            // Whoever asks for this table sees why; the others can be read.
        }
    }

    /** Answers clients until it is closed. */
    public void run() {
        MemoryWatch memory = new MemoryWatch(statements, LanePlugin.LANES);
        statements.every(TICK, memory::look);
        statements.every(TICK, statements::judge);
        statements.every(TICK, () -> Embedded.giveWay(spark.sparkContext()));
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                if (clients.size() >= MOST_CLIENTS) {
                    client.close();
                    continue;
                }
                clients.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                if (!door.isClosed()) {
                    throw new UncheckedIOException("The server can no longer listen on its port", e);
                }
            }
        }
    }

    @Override
    public void close() {
        end(door);
        clients.forEach(Server::end);
        statements.close();
        worker.ifPresent(Worker::close);
        threads.shutdownNow();
    }

    private void serve(Socket client) {
        String number = "connection " + connections.incrementAndGet();
        try (client) {
            // A client whose machine has vanished says nothing any more.
            client.setKeepAlive(true);
            // Nobody holds a thread without a password.
            client.setSoTimeout(LOGIN_MILLIS);
            Peer peer = new Peer(client);
            TTransport bytes = new TIOStreamTransport(peer, new BufferedOutputStream(peer.output()));
            TSaslServerTransport transport = login.transport(bytes);
            client.setSoTimeout(0);
            String owner = login.asks() ? transport.getSaslServer().getAuthorizationID() : number;
            answer(transport, new Connection(spark, tables, statements, worker, peer, owner));
        } catch (TException | IOException e) {
            // The client is gone, or was told why it may not come in.
        } finally {
            clients.remove(client);
        }
    }

    private static void answer(TTransport transport, Connection connection) throws TException {
        try (connection) {
            TBinaryProtocol protocol = new TBinaryProtocol(transport);
            TCLIService.Processor<Connection> calls = new TCLIService.Processor<>(connection);
            while (true) {
                calls.process(protocol, protocol);
            }
        }
    }

    private static void end(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException("A socket cannot be closed", e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "joy-serve");
        thread.setDaemon(true);
        return thread;
    }
}
