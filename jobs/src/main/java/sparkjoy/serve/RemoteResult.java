package sparkjoy.serve;

import java.util.Map;
import javax.security.sasl.SaslException;
import org.apache.hive.service.rpc.thrift.TOperationHandle;
import org.apache.hive.service.rpc.thrift.TTableSchema;
import org.apache.thrift.TException;
import sparkjoy.error.UserError;

/** Rows of a worker, of which this process holds those of one call. */
record RemoteResult(RemoteCalls calls, TOperationHandle operation, TTableSchema schema) implements Result {

    /** Waits until a worker has the first rows of a statement; the worker's work ends with the statement. */
    static RemoteResult of(WorkerProcess worker, Statement statement, Map<String, String> settings, String sql)
            throws TException, SaslException {
        RemoteCalls calls = RemoteCalls.of(worker, statement.owner());
        statement.whenEnded(calls::close);
        try {
            calls.logIn();
            statement.requireCurrent();
            TOperationHandle operation = calls.execute(settings, sql);
            return new RemoteResult(calls, operation, calls.schema(operation));
        } catch (TException e) {
            calls.close();
            throw worker.ended(e);
        } catch (UserError e) {
            calls.close();
            throw e;
        }
    }

    @Override
    public Batch next(int number) {
        try {
            return calls.next(operation, number);
        } catch (TException e) {
            throw calls.worker().ended(e);
        }
    }
}
