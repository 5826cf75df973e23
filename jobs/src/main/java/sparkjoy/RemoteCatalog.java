package sparkjoy;

import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.ProcedureCatalog;
import org.apache.spark.sql.connector.catalog.procedures.UnboundProcedure;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import sparkjoy.error.UserError;

/** The catalog `joy_remote` of a Spark Connect server: `CALL joy_remote.run(command)` runs a command line there. */
public final class RemoteCatalog implements ProcedureCatalog {
    private static final Identifier RUN = Identifier.of(new String[0], RunProcedure.NAME);

    private String catalogName = "joy_remote";

    @Override
    public void initialize(String name, CaseInsensitiveStringMap options) {
        catalogName = name;
    }

    @Override
    public String name() {
        return catalogName;
    }

    @Override
    public UnboundProcedure loadProcedure(Identifier identifier) {
        if (!identifier.equals(RUN)) {
            throw new UserError("There is no procedure " + identifier + ": " + catalogName + " has run.");
        }
        return new RunProcedure();
    }

    @Override
    public Identifier[] listProcedures(String[] namespace) {
        return new Identifier[] {RUN};
    }
}
