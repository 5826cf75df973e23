package sparkjoy.serve;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import sparkjoy.error.UserError;

/**
 * Where the server listens.
 *
 * @param port 1 to 65535; 0 for one that is free
 */
public record Address(String host, int port) {
    private static final int WAITING_CLIENTS = 50;

    /** Whether only this machine reaches it; raises UserError for a host that nobody knows. */
    public boolean isLoopback() {
        return resolved().isLoopbackAddress();
    }

    /** The URL for JDBC of what listens here. */
    public String url(ServerSocket door) {
        return "jdbc:hive2://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + door.getLocalPort() + "/gold";
    }

    /** Takes the port; raises UserError where another program has it. */
    public ServerSocket bound() {
        try {
            return new ServerSocket(port, WAITING_CLIENTS, resolved());
        } catch (BindException e) {
            throw new UserError(
                    "Port " + port + " of " + host + " cannot be used (" + e.getMessage()
                            + "): end what listens there, or name another port with --port.",
                    e);
        } catch (IOException e) {
            throw new UserError("Nothing can listen at " + new InetSocketAddress(host, port) + ": " + e, e);
        }
    }

    private InetAddress resolved() {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new UserError("The host " + host + " is not known: name an address of this machine with --host.", e);
        }
    }
}
