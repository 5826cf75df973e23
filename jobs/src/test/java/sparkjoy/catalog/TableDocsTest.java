package sparkjoy.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import sparkjoy.Generated;
import sparkjoy.lake.TableContract;
import sparkjoy.lake.TableContracts;

/** What docs say about the tables is what the contracts say. */
final class TableDocsTest {
    @Test
    void theTablesPageIsTheContracts() throws IOException {
        Generated.check(Path.of("../docs/tables.md"), TableDocs.markdown());
    }

    @Test
    void theSemanticFileIsTheContracts() throws IOException {
        Generated.check(Path.of("../docs/semantic.yaml"), SemanticModels.yaml());
    }

    @Test
    void everyKeyAndPartitionIsAColumn() {
        for (TableContract contract : TableContracts.ofJar().all()) {
            List<String> columns =
                    contract.columns().stream().map(TableContract.Column::name).toList();

            assertThat(columns)
                    .as(contract.name())
                    .doesNotHaveDuplicates()
                    .containsAll(contract.key())
                    .containsAll(contract.partitionedBy())
                    .containsAll(contract.statistics());
        }
    }
}
