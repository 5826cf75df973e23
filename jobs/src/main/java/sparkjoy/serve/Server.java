package sparkjoy.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hive.service.rpc.thrift.TCLIService;
import org.apache.spark.sql.SparkSession;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TSocket;
import org.apache.thrift.transport.TTransport;

/** Answers the clients of a port in the protocol of HiveServer2, each connection in a thread of its own. */
public final class Server implements AutoCloseable {
    private static final int LOGIN_MILLIS = 30_000;

    private final ServerSocket door;
    private final Login login;
    private final SparkSession spark;
    private final ServedTables tables;
    private final ExecutorService threads = Executors.newCachedThreadPool(Server::daemon);
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

    public Server(ServerSocket door, Users users, SparkSession spark, ServedTables tables) {
        this.door = door;
        this.login = new Login(users);
        this.spark = spark;
        this.tables = tables;
    }

    /** Takes in clients until it is closed. */
    public void run() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                clients.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                if (!door.isClosed()) {
                    throw new UncheckedIOException("The port cannot be listened to any more", e);
                }
            }
        }
    }

    @Override
    public void close() {
        end(door);
        clients.forEach(Server::end);
        threads.shutdownNow();
    }

    private void serve(Socket client) {
        try (client;
                Connection connection = new Connection(spark, tables, threads)) {
            // Nobody holds a thread without a password.
            client.setSoTimeout(LOGIN_MILLIS);
            TTransport transport = login.transport(new TSocket(client));
            client.setSoTimeout(0);
            TBinaryProtocol protocol = new TBinaryProtocol(transport);
            TCLIService.Processor<Connection> calls = new TCLIService.Processor<>(connection);
            while (true) {
                calls.process(protocol, protocol);
            }
        } catch (TException | IOException e) {
            // The client is gone, or was told why it may not come in.
        } finally {
            clients.remove(client);
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
