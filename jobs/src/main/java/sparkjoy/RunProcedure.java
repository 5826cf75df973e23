package sparkjoy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.catalog.procedures.ProcedureParameter;
import org.apache.spark.sql.connector.catalog.procedures.SimpleProcedure;
import org.apache.spark.sql.connector.read.LocalScan;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import sparkjoy.cli.Console;
import sparkjoy.cli.ExitCode;
import sparkjoy.cli.RemoteCommand;

/** `run(command)`: runs a command line in the server's session; one row with its exit code, output and messages. */
final class RunProcedure implements SimpleProcedure {
    static final String NAME = "run";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ProcedureParameter[] parameters() {
        return new ProcedureParameter[] {
            ProcedureParameter.in("command", DataTypes.StringType).build()
        };
    }

    @Override
    public boolean isDeterministic() {
        return false;
    }

    @Override
    public Iterator<Scan> call(InternalRow input) {
        RemoteCommand command = RemoteCommand.decode(input.getUTF8String(0).toString());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<Path> files = new ArrayList<>();
        try {
            List<String> arguments = new ArrayList<>(command.arguments());
            for (String layer : command.layers()) {
                files.add(Files.writeString(Files.createTempFile("pipelines", ".yaml"), layer));
                arguments.addAll(List.of("--spec", files.get(files.size() - 1).toString()));
            }
            ExitCode code = Joy.runForAnother(
                    arguments.toArray(String[]::new),
                    command.environment(),
                    new Console(print(out), print(err), false));
            return List.<Scan>of(new Answer(code, text(out), text(err))).iterator();
        } catch (IOException e) {
            throw new UncheckedIOException("The specification cannot be kept on the server", e);
        } finally {
            files.forEach(file -> file.toFile().delete());
        }
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static UTF8String text(ByteArrayOutputStream bytes) {
        return UTF8String.fromString(bytes.toString(StandardCharsets.UTF_8));
    }

    /** What the command line answered, as a row. */
    private record Answer(ExitCode code, UTF8String out, UTF8String err) implements LocalScan {
        @Override
        public StructType readSchema() {
            return StructType.fromDDL("exit_code STRING, out STRING, err STRING");
        }

        @Override
        public InternalRow[] rows() {
            Object[] values = {UTF8String.fromString(code.name()), out, err};
            return new InternalRow[] {new GenericInternalRow(values)};
        }
    }
}
