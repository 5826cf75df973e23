package sparkjoy.serve;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hive.service.rpc.thrift.TCancelOperationReq;
import org.apache.hive.service.rpc.thrift.TCancelOperationResp;
import org.apache.hive.service.rpc.thrift.TCloseOperationReq;
import org.apache.hive.service.rpc.thrift.TCloseOperationResp;
import org.apache.hive.service.rpc.thrift.TCloseSessionReq;
import org.apache.hive.service.rpc.thrift.TCloseSessionResp;
import org.apache.hive.service.rpc.thrift.TExecuteStatementReq;
import org.apache.hive.service.rpc.thrift.TExecuteStatementResp;
import org.apache.hive.service.rpc.thrift.TFetchOrientation;
import org.apache.hive.service.rpc.thrift.TFetchResultsReq;
import org.apache.hive.service.rpc.thrift.TFetchResultsResp;
import org.apache.hive.service.rpc.thrift.TGetInfoReq;
import org.apache.hive.service.rpc.thrift.TGetInfoResp;
import org.apache.hive.service.rpc.thrift.TGetInfoType;
import org.apache.hive.service.rpc.thrift.TGetInfoValue;
import org.apache.hive.service.rpc.thrift.TGetOperationStatusReq;
import org.apache.hive.service.rpc.thrift.TGetOperationStatusResp;
import org.apache.hive.service.rpc.thrift.TGetQueryIdReq;
import org.apache.hive.service.rpc.thrift.TGetQueryIdResp;
import org.apache.hive.service.rpc.thrift.TGetResultSetMetadataReq;
import org.apache.hive.service.rpc.thrift.TGetResultSetMetadataResp;
import org.apache.hive.service.rpc.thrift.TOpenSessionReq;
import org.apache.hive.service.rpc.thrift.TOpenSessionResp;
import org.apache.hive.service.rpc.thrift.TOperationHandle;
import org.apache.hive.service.rpc.thrift.TOperationType;
import org.apache.hive.service.rpc.thrift.TProtocolVersion;
import org.apache.hive.service.rpc.thrift.TRowSet;
import org.apache.hive.service.rpc.thrift.TSessionHandle;
import org.apache.hive.service.rpc.thrift.TSetClientInfoReq;
import org.apache.hive.service.rpc.thrift.TSetClientInfoResp;
import org.apache.hive.service.rpc.thrift.TStatus;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import sparkjoy.error.UserError;

/** What the client of one connection asks, in sessions and statements that end with it. Used by one thread. */
final class Connection extends CatalogCalls implements AutoCloseable {
    private static final TProtocolVersion OLDEST = TProtocolVersion.HIVE_CLI_SERVICE_PROTOCOL_V6;
    private static final TProtocolVersion NEWEST = TProtocolVersion.HIVE_CLI_SERVICE_PROTOCOL_V8;
    private static final int PATIENCE_MILLIS = 1_000;
    private static final int MOST_ROWS = 10_000;
    private static final int LONGEST_NAME = 128;
    private static final int MOST_OPEN = 500;
    private static final int PEEK_MILLIS = 250;

    /** What a client that asks for the log of a statement gets, also while that runs. */
    private static final TRowSet NO_LOG = WireRows.rows(StructType.fromDDL("log STRING"), List.of(), 0);

    private final SparkSession spark;
    private final ServedTables tables;
    private final Statements statements;
    private final Optional<Worker> worker;
    private final Peer peer;
    private final String owner;
    private final Handles<ClientSession> sessions = new Handles<>("session", MOST_OPEN);
    private final Handles<Operation> operations = new Handles<>("statement", MOST_OPEN);

    /**
     * Whose statements are computed with all others.
     *
     * @param worker computes what is not small; empty where this process computes all
     * @param owner whose turns they take
     */
    Connection(
            SparkSession spark,
            ServedTables tables,
            Statements statements,
            Optional<Worker> worker,
            Peer peer,
            String owner) {
        super(new Metadata(tables));
        this.spark = spark;
        this.tables = tables;
        this.statements = statements;
        this.worker = worker;
        this.peer = peer;
        this.owner = owner;
    }

    @Override
    public TOpenSessionResp OpenSession(TOpenSessionReq request) {
        TOpenSessionResp response = new TOpenSessionResp();
        TProtocolVersion asked = request.getClient_protocol();
        response.setServerProtocolVersion(asked.compareTo(NEWEST) < 0 ? asked : NEWEST);
        response.setConfiguration(Map.of());
        response.setStatus(Answers.status(() -> {
            if (asked.compareTo(OLDEST) < 0) {
                throw new UserError("The driver is too old for this server: use one of Hive 0.13 or later.");
            }
            tables.refresh();
            Map<String, String> wishes =
                    Optional.ofNullable(request.getConfiguration()).orElse(Map.of());
            response.setSessionHandle(
                    new TSessionHandle(sessions.add(new ClientSession(spark, statements, worker, owner, wishes))));
            return response;
        }));
        return response;
    }

    @Override
    public TCloseSessionResp CloseSession(TCloseSessionReq request) {
        sessions.remove(request.getSessionHandle().getSessionId());
        return new TCloseSessionResp(Answers.done());
    }

    @Override
    public TSetClientInfoResp SetClientInfo(TSetClientInfoReq request) {
        return new TSetClientInfoResp(Answers.done());
    }

    @Override
    public TGetInfoResp GetInfo(TGetInfoReq request) {
        return new TGetInfoResp(Answers.done(), info(request.getInfoType()));
    }

    @Override
    public TExecuteStatementResp ExecuteStatement(TExecuteStatementReq request) {
        TExecuteStatementResp response = new TExecuteStatementResp();
        response.setStatus(Answers.status(() -> {
            operations.requireRoom();
            Operation operation =
                    sessions.find(request.getSessionHandle().getSessionId()).start(request.getStatement());
            if (!request.isRunAsync()) {
                await(operation.answer(), operation);
            }
            response.setOperationHandle(handle(operation, TOperationType.EXECUTE_STATEMENT));
            return response;
        }));
        return response;
    }

    @Override
    public TGetOperationStatusResp GetOperationStatus(TGetOperationStatusReq request) {
        TGetOperationStatusResp response = new TGetOperationStatusResp();
        response.setHasResultSet(true);
        response.setStatus(Answers.status(() -> {
            Operation operation = operations.find(request.getOperationHandle().getOperationId());
            response.setOperationState(operation.state(PATIENCE_MILLIS));
            operation.failure().ifPresent(failure -> {
                response.setErrorMessage(Answers.message(failure));
                response.setSqlState(Answers.sqlState(failure));
            });
            return response;
        }));
        return response;
    }

    @Override
    public TGetQueryIdResp GetQueryId(TGetQueryIdReq request) {
        return new TGetQueryIdResp("");
    }

    @Override
    public TCancelOperationResp CancelOperation(TCancelOperationReq request) {
        return new TCancelOperationResp(Answers.status(() -> {
            operations.find(request.getOperationHandle().getOperationId()).cancel();
            return request;
        }));
    }

    @Override
    public TCloseOperationResp CloseOperation(TCloseOperationReq request) {
        operations.remove(request.getOperationHandle().getOperationId()).ifPresent(Operation::close);
        return new TCloseOperationResp(Answers.done());
    }

    @Override
    public TGetResultSetMetadataResp GetResultSetMetadata(TGetResultSetMetadataReq request) {
        TGetResultSetMetadataResp response = new TGetResultSetMetadataResp();
        response.setStatus(Answers.status(() -> {
            Operation operation = operations.find(request.getOperationHandle().getOperationId());
            response.setSchema(await(operation.answer(), operation).schema());
            return response;
        }));
        return response;
    }

    @Override
    public TFetchResultsResp FetchResults(TFetchResultsReq request) {
        TFetchResultsResp response = new TFetchResultsResp();
        response.setStatus(Answers.status(() -> {
            Operation operation = operations.find(request.getOperationHandle().getOperationId());
            if (request.getFetchType() != 0) {
                response.setResults(NO_LOG);
                return response;
            }
            if (request.getOrientation() == TFetchOrientation.FETCH_FIRST) {
                operation.requireUntouched();
            }
            await(operation.answer(), operation);
            Result.Batch batch = await(operation.next((int) Math.min(request.getMaxRows(), MOST_ROWS)), operation);
            response.setResults(batch.rows());
            response.setHasMoreRows(batch.hasMore());
            return response;
        }));
        return response;
    }

    @Override
    public void close() {
        operations.things().values().forEach(Operation::close);
    }

    /** Waits for what a client waits for, as long as that is there: it may be killed in the middle. */
    private <T> T await(Future<T> answer, Operation operation) throws Exception {
        while (true) {
            try {
                return answer.get(PEEK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (peer.isGone()) {
                    operation.close();
                    throw new UserError("The client is gone.", e);
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    @Override
    TStatus status(
            TSessionHandle session, TOperationType type, Supplier<Result> answer, Consumer<TOperationHandle> receiver) {
        return Answers.status(() -> {
            sessions.find(session.getSessionId());
            receiver.accept(handle(Operation.done(answer.get()), type));
            return session;
        });
    }

    private TOperationHandle handle(Operation operation, TOperationType type) {
        return new TOperationHandle(operations.add(operation), type, true);
    }

    private TGetInfoValue info(TGetInfoType type) {
        return switch (type) {
            // As Spark's own server: Power BI and Tableau refuse names that they do not know.
            case CLI_SERVER_NAME, CLI_DBMS_NAME -> TGetInfoValue.stringValue("Spark SQL");
            case CLI_DBMS_VER -> TGetInfoValue.stringValue(spark.version());
            case CLI_MAX_COLUMN_NAME_LEN, CLI_MAX_SCHEMA_NAME_LEN, CLI_MAX_TABLE_NAME_LEN ->
                TGetInfoValue.lenValue(LONGEST_NAME);
            default -> TGetInfoValue.stringValue("");
        };
    }
}
