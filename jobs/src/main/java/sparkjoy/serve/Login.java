package sparkjoy.serve;

import java.security.Security;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.SaslException;
import org.apache.hadoop.security.SaslPlainServer;
import org.apache.thrift.transport.TSaslServerTransport;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;

/** Asks a client for name and password (SASL PLAIN) before anything else. */
record Login(Users users) implements CallbackHandler {
    private static final String PLAIN = "PLAIN";

    Login {
        Security.addProvider(new SaslPlainServer.SecurityProvider());
    }

    /**
     * Gives the transport of a client that has logged in.
     *
     * @throws TTransportException for a wrong password, which is reported to the client, or for what is not a login at all
     */
    TSaslServerTransport transport(TTransport client) throws TTransportException {
        TSaslServerTransport transport = new TSaslServerTransport(client);
        transport.addServerDefinition(PLAIN, "", "", Map.of(), this);
        transport.open();
        return transport;
    }

    /** Whether clients are known by names of users. */
    boolean asks() {
        return !users.isEmpty();
    }

    @Override
    public void handle(Callback[] callbacks) throws SaslException {
        String user = "";
        String password = "";
        AuthorizeCallback answer = null;
        for (Callback callback : callbacks) {
            if (callback instanceof NameCallback name) {
                user = name.getName();
            } else if (callback instanceof PasswordCallback secret) {
                password = String.valueOf(secret.getPassword());
            } else if (callback instanceof AuthorizeCallback asked) {
                answer = asked;
            }
        }
        if (answer == null || !users.accepts(user, password)) {
            throw new SaslException("user or password is wrong");
        }
        answer.setAuthorized(true);
    }
}
