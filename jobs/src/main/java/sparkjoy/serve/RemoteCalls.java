package sparkjoy.serve;

import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.SaslException;
import org.apache.hive.service.rpc.thrift.TCLIService;
import org.apache.hive.service.rpc.thrift.TExecuteStatementReq;
import org.apache.hive.service.rpc.thrift.TExecuteStatementResp;
import org.apache.hive.service.rpc.thrift.TFetchOrientation;
import org.apache.hive.service.rpc.thrift.TFetchResultsReq;
import org.apache.hive.service.rpc.thrift.TFetchResultsResp;
import org.apache.hive.service.rpc.thrift.TGetResultSetMetadataReq;
import org.apache.hive.service.rpc.thrift.TGetResultSetMetadataResp;
import org.apache.hive.service.rpc.thrift.TOpenSessionReq;
import org.apache.hive.service.rpc.thrift.TOpenSessionResp;
import org.apache.hive.service.rpc.thrift.TOperationHandle;
import org.apache.hive.service.rpc.thrift.TStatus;
import org.apache.hive.service.rpc.thrift.TStatusCode;
import org.apache.hive.service.rpc.thrift.TTableSchema;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TSaslClientTransport;
import org.apache.thrift.transport.TSocket;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;

/** A connection to a worker: what one statement asks there. All calls but close are made by one thread at a time. */
final class RemoteCalls implements AutoCloseable {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int PULSE_MILLIS = 15_000;

    private final WorkerProcess worker;
    private final TTransport socket;
    private final String owner;
    private TCLIService.Client calls;

    private RemoteCalls(WorkerProcess worker, TTransport socket, String owner) {
        this.worker = worker;
        this.socket = socket;
        this.owner = owner;
    }

    /**
     * Connects nothing yet.
     *
     * @param owner whose turns are taken
     */
    static RemoteCalls of(WorkerProcess worker, String owner) throws TTransportException {
        return new RemoteCalls(worker, socket(worker, 0), owner);
    }

    /** Raises an exception where a worker lets nobody in within the time that it has. */
    static void check(WorkerProcess worker) throws Exception {
        try (RemoteCalls calls = new RemoteCalls(worker, socket(worker, PULSE_MILLIS), "pulse")) {
            calls.logIn();
        }
    }

    void logIn() throws TException, SaslException {
        TTransport login = new TSaslClientTransport("PLAIN", null, "", "", Map.of(), this::answer, socket);
        login.open();
        calls = new TCLIService.Client(new TBinaryProtocol(login));
    }

    /** Computes a statement in a session of its own, until its first rows are there. */
    TOperationHandle execute(Map<String, String> settings, String sql) throws TException {
        TOpenSessionReq open = new TOpenSessionReq();
        open.setConfiguration(settings);
        TOpenSessionResp session = calls.OpenSession(open);
        require(session.getStatus());
        TExecuteStatementResp response =
                calls.ExecuteStatement(new TExecuteStatementReq(session.getSessionHandle(), sql));
        require(response.getStatus());
        return response.getOperationHandle();
    }

    TTableSchema schema(TOperationHandle operation) throws TException {
        TGetResultSetMetadataResp response = calls.GetResultSetMetadata(new TGetResultSetMetadataReq(operation));
        require(response.getStatus());
        return response.getSchema();
    }

    Result.Batch next(TOperationHandle operation, int number) throws TException {
        TFetchResultsResp response =
                calls.FetchResults(new TFetchResultsReq(operation, TFetchOrientation.FETCH_NEXT, number));
        require(response.getStatus());
        return new Result.Batch(response.getResults(), response.isHasMoreRows());
    }

    WorkerProcess worker() {
        return worker;
    }

    /** Also ends what the worker computes for it. */
    @Override
    public void close() {
        socket.close();
    }

    private static TSocket socket(WorkerProcess worker, int timeoutMillis) throws TTransportException {
        return new TSocket(new TConfiguration(), "127.0.0.1", worker.port(), timeoutMillis, CONNECT_MILLIS);
    }

    private static void require(TStatus status) {
        if (status.getStatusCode() != TStatusCode.SUCCESS_STATUS) {
            throw new RemoteFailure(status.getErrorMessage(), status.getSqlState());
        }
    }

    private void answer(Callback[] questions) {
        for (Callback question : questions) {
            if (question instanceof NameCallback name) {
                name.setName(owner);
            } else if (question instanceof PasswordCallback password) {
                password.setPassword(worker.secret().toCharArray());
            }
        }
    }
}
