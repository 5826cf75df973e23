package sparkjoy.silver;

import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.connector.catalog.FunctionCatalog;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The catalog `joy` of SQL functions: `joy.silver.event`. */
public final class EventFunctions implements FunctionCatalog {
    private static final Identifier EVENT = Identifier.of(new String[] {"silver"}, EventFunction.NAME);

    private String catalogName = "joy";

    @Override
    public void initialize(String name, CaseInsensitiveStringMap options) {
        catalogName = name;
    }

    @Override
    public String name() {
        return catalogName;
    }

    @Override
    public Identifier[] listFunctions(String[] namespace) {
        return new Identifier[] {EVENT};
    }

    @Override
    public UnboundFunction loadFunction(Identifier identifier) throws NoSuchFunctionException {
        if (!identifier.equals(EVENT)) {
            throw new NoSuchFunctionException(identifier);
        }
        return new EventFunction();
    }
}
