package sparkjoy.serve;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hive.service.rpc.thrift.TGetCatalogsReq;
import org.apache.hive.service.rpc.thrift.TGetCatalogsResp;
import org.apache.hive.service.rpc.thrift.TGetColumnsReq;
import org.apache.hive.service.rpc.thrift.TGetColumnsResp;
import org.apache.hive.service.rpc.thrift.TGetCrossReferenceReq;
import org.apache.hive.service.rpc.thrift.TGetCrossReferenceResp;
import org.apache.hive.service.rpc.thrift.TGetFunctionsReq;
import org.apache.hive.service.rpc.thrift.TGetFunctionsResp;
import org.apache.hive.service.rpc.thrift.TGetPrimaryKeysReq;
import org.apache.hive.service.rpc.thrift.TGetPrimaryKeysResp;
import org.apache.hive.service.rpc.thrift.TGetSchemasReq;
import org.apache.hive.service.rpc.thrift.TGetSchemasResp;
import org.apache.hive.service.rpc.thrift.TGetTableTypesReq;
import org.apache.hive.service.rpc.thrift.TGetTableTypesResp;
import org.apache.hive.service.rpc.thrift.TGetTablesReq;
import org.apache.hive.service.rpc.thrift.TGetTablesResp;
import org.apache.hive.service.rpc.thrift.TGetTypeInfoReq;
import org.apache.hive.service.rpc.thrift.TGetTypeInfoResp;
import org.apache.hive.service.rpc.thrift.TOperationHandle;
import org.apache.hive.service.rpc.thrift.TOperationType;
import org.apache.hive.service.rpc.thrift.TSessionHandle;
import org.apache.hive.service.rpc.thrift.TStatus;

/** What a client asks about tables, columns and types before it asks for rows. */
abstract class CatalogCalls extends NotOffered {
    private final Metadata metadata;

    CatalogCalls(Metadata metadata) {
        this.metadata = metadata;
    }

    /** Hands a result that is there already to a session's client, as a statement of its own. */
    abstract TStatus status(
            TSessionHandle session, TOperationType type, Supplier<Result> answer, Consumer<TOperationHandle> receiver);

    @Override
    public TGetTypeInfoResp GetTypeInfo(TGetTypeInfoReq request) {
        TGetTypeInfoResp response = new TGetTypeInfoResp();
        response.setStatus(status(
                request.getSessionHandle(),
                TOperationType.GET_TYPE_INFO,
                () -> metadata.types(),
                response::setOperationHandle));
        return response;
    }

    @Override
    public TGetCatalogsResp GetCatalogs(TGetCatalogsReq request) {
        TGetCatalogsResp response = new TGetCatalogsResp();
        response.setStatus(status(
                request.getSessionHandle(),
                TOperationType.GET_CATALOGS,
                () -> metadata.catalogs(),
                response::setOperationHandle));
        return response;
    }

    @Override
    public TGetSchemasResp GetSchemas(TGetSchemasReq request) {
        TGetSchemasResp response = new TGetSchemasResp();
        response.setStatus(status(
                request.getSessionHandle(),
                TOperationType.GET_SCHEMAS,
                () -> metadata.schemas(request.getSchemaName()),
                response::setOperationHandle));
        return response;
    }

    @Override
    public TGetTablesResp GetTables(TGetTablesReq request) {
        TGetTablesResp response = new TGetTablesResp();
        response.setStatus(status(
                request.getSessionHandle(),
                TOperationType.GET_TABLES,
                () -> metadata.tables(
                        request.getSchemaName(),
                        request.getTableName(),
                        Optional.ofNullable(request.getTableTypes()).orElse(List.of())),
                response::setOperationHandle));
        return response;
    }

    @Override
    public TGetTableTypesResp GetTableTypes(TGetTableTypesReq request) {
        TGetTableTypesResp response = new TGetTableTypesResp();
        response.setStatus(status(
                request.getSessionHandle(),
                TOperationType.GET_TABLE_TYPES,
                () -> metadata.tableTypes(),
                response::setOperationHandle));
        return response;
    }

    @Override
    public TGetColumnsResp GetColumns(TGetColumnsReq request) {
        TGetColumnsResp response = new TGetColumnsResp();
        response.setStatus(status(
                request.getSessionHandle(),
                TOperationType.GET_COLUMNS,
                () -> metadata.columns(request.getSchemaName(), request.getTableName(), request.getColumnName()),
                response::setOperationHandle));
        return response;
    }

    @Override
    public TGetFunctionsResp GetFunctions(TGetFunctionsReq request) {
        TGetFunctionsResp response = new TGetFunctionsResp();
        response.setStatus(status(
                request.getSessionHandle(),
                TOperationType.GET_FUNCTIONS,
                () -> metadata.functions(),
                response::setOperationHandle));
        return response;
    }

    @Override
    public TGetPrimaryKeysResp GetPrimaryKeys(TGetPrimaryKeysReq request) {
        TGetPrimaryKeysResp response = new TGetPrimaryKeysResp();
        response.setStatus(status(
                request.getSessionHandle(),
                TOperationType.GET_FUNCTIONS,
                () -> metadata.primaryKeys(),
                response::setOperationHandle));
        return response;
    }

    @Override
    public TGetCrossReferenceResp GetCrossReference(TGetCrossReferenceReq request) {
        TGetCrossReferenceResp response = new TGetCrossReferenceResp();
        response.setStatus(status(
                request.getSessionHandle(),
                TOperationType.GET_FUNCTIONS,
                () -> metadata.crossReference(),
                response::setOperationHandle));
        return response;
    }
}
