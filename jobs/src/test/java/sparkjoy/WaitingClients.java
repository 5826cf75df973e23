package sparkjoy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import org.apache.hive.service.rpc.thrift.TCLIService;
import org.apache.hive.service.rpc.thrift.TExecuteStatementReq;
import org.apache.hive.service.rpc.thrift.TOpenSessionReq;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TSaslClientTransport;
import org.apache.thrift.transport.TSocket;
import org.apache.thrift.transport.TTransport;

/** Clients that have each sent a statement, and wait for its answer in the same call until this process is killed. */
final class WaitingClients {
    private WaitingClients() {}

    /** Arguments: port, user, password, how many, statement. */
    public static void main(String[] arguments) throws Exception {
        List<TTransport> waiting = new ArrayList<>();
        for (int number = 0; number < Integer.parseInt(arguments[3]); number++) {
            waiting.add(asking(Integer.parseInt(arguments[0]), arguments[1], arguments[2], arguments[4]));
        }
        System.out.println("asked " + waiting.size() + " times");
        Thread.currentThread().join();
    }

    private static TTransport asking(int port, String user, String password, String sql) throws Exception {
        TTransport login = new TSaslClientTransport(
                "PLAIN",
                null,
                "",
                "",
                Map.of(),
                questions -> logIn(questions, user, password),
                new TSocket("127.0.0.1", port));
        login.open();
        TCLIService.Client calls = new TCLIService.Client(new TBinaryProtocol(login));
        TExecuteStatementReq ask = new TExecuteStatementReq(
                calls.OpenSession(new TOpenSessionReq()).getSessionHandle(), sql);
        ask.setRunAsync(false);
        calls.send_ExecuteStatement(ask);
        return login;
    }

    private static void logIn(Callback[] questions, String user, String password) {
        for (Callback question : questions) {
            if (question instanceof NameCallback name) {
                name.setName(user);
            } else if (question instanceof PasswordCallback words) {
                words.setPassword(password.toCharArray());
            }
        }
    }
}
