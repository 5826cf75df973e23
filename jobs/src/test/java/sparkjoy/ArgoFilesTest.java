package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparkjoy.cli.ExitCode;

/** `joy argo` renders what is in `argo/`. */
final class ArgoFilesTest {
    private static final Path ARGO = Path.of("../argo");

    @Test
    void theManifestsAreThoseOfTheSpecification(@TempDir Path folder) throws IOException {
        Answer answer = Answer.to("argo", "render", "--spec", "../pipelines.yaml", "--into", folder.toString());

        assertThat(answer.code()).isEqualTo(ExitCode.DONE);
        for (Path file : files(folder)) {
            Generated.check(ARGO.resolve(file), Files.readString(folder.resolve(file)));
        }
        assertThat(files(ARGO).stream().filter(file -> file.startsWith("base") || file.startsWith("samples")))
                .containsExactlyInAnyOrderElementsOf(files(folder));
    }

    @Test
    void everyKeyOfTheReferenceCanBeRendered(@TempDir Path folder) throws IOException {
        Answer answer = Answer.to("argo", "render", "--spec", "../docs/reference.yaml", "--into", folder.toString());

        assertThat(answer.code()).isEqualTo(ExitCode.DONE);
        assertThat(files(folder).stream().map(Path::toString))
                .contains("base/joy-food-watch-cron.yaml", "base/joy-maintenance-cron.yaml");
        assertThat(Files.readString(folder.resolve("base/joy-food.yaml")))
                .contains("registry.example.com/data/spark-joy:0.1.0", "8192Mi", "6144m", "joy-source-app");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../pipelines.yaml", "../docs/reference.yaml", "../docs/minimal.yaml"})
    void everyResourceThatTheKustomizationListsIsWritten(String specification, @TempDir Path folder)
            throws IOException {
        Answer.to(
                "argo",
                "render",
                "--spec",
                specification,
                "--into",
                folder.resolve("new/place").toString());

        Path base = folder.resolve("new/place/base");
        List<String> listed = Files.readAllLines(base.resolve("kustomization.yaml")).stream()
                .filter(line -> line.endsWith(".yaml"))
                .map(line -> line.strip().substring("- ".length()))
                .toList();
        assertThat(listed)
                .contains("rights.yaml", "joy-specification.yaml", "joy-food.yaml")
                .allSatisfy(name -> assertThat(base.resolve(name)).isNotEmptyFile());
    }

    @Test
    void modelsIsAStepWhereSourcesAreDeclared(@TempDir Path folder) throws IOException {
        for (String specification : List.of("../examples/shop/pipelines.yaml", "../docs/minimal.yaml")) {
            Answer.to("argo", "render", "--spec", specification, "--into", folder.toString());

            String workflow = Files.readString(folder.resolve("base/joy-food.yaml"));
            assertThat(workflow.contains("          - name: models\n            template: models\n"))
                    .as(specification)
                    .isEqualTo(specification.contains("shop"));
        }
    }

    @Test
    void theExitHandlerIsTriedOnceAndTheWatchAgain(@TempDir Path folder) throws IOException {
        Answer.to("argo", "render", "--spec", "../docs/reference.yaml", "--into", folder.toString());

        String workflow = Files.readString(folder.resolve("base/joy-food.yaml"));
        assertThat(workflow.substring(workflow.indexOf("    - name: status\n      activeDeadline")))
                .doesNotContain("retryStrategy");
        assertThat(Files.readString(folder.resolve("base/joy-food-watch-cron.yaml")))
                .contains("asInt(lastRetry.exitCode) not in [0, 2, 3]");
    }

    @Test
    void aPipelineOfRunnerSparkK8sMakesItsPodsDriversOfExecutors(@TempDir Path folder) throws IOException {
        Answer.to("argo", "render", "--spec", "../docs/reference.yaml", "--into", folder.toString());

        String workflow = Files.readString(folder.resolve("base/joy-food.yaml"));
        assertThat(options(workflow))
                .containsExactly(
                        "-Dspark.master=k8s://https://kubernetes.default.svc",
                        "-Dspark.driver.host=$(POD_IP)",
                        "-Dspark.kubernetes.driver.pod.name=$(POD_NAME)",
                        "-Dspark.kubernetes.namespace=$(POD_NAMESPACE)",
                        "-Dspark.kubernetes.container.image=registry.example.com/data/spark-joy:0.1.0",
                        "-Dspark.kubernetes.executor.podTemplateFile=/etc/joy/executor.yaml",
                        "-Dspark.executor.instances=4",
                        "-Dspark.executor.cores=3",
                        "-Dspark.kubernetes.executor.request.cores=3",
                        "-Dspark.kubernetes.executor.limit.cores=3",
                        "-Dspark.executor.memory=4608m",
                        "-Dspark.executor.memoryOverhead=1536m",
                        "-Dspark.kubernetes.executor.disableConfigMap=true",
                        "-Dspark.kubernetes.driver.service.deleteOnTermination=false",
                        "-Dspark.kubernetes.driver.ownPersistentVolumeClaim=false");
        assertThat(workflow)
                .contains("fieldPath: status.podIP", "fieldPath: metadata.name", "fieldPath: metadata.namespace");
        assertThat(Files.readString(folder.resolve("base/joy-specification.yaml")))
                .contains("executor.yaml: |", "runAsUser: 10001", "readOnlyRootFilesystem: true", "name: joy-s3");
        assertThat(Files.readString(folder.resolve("base/kustomization.yaml"))).contains("- executor-rights.yaml");
    }

    @Test
    void whatComputesNothingStartsNoExecutors(@TempDir Path folder) throws IOException {
        Answer.to("argo", "render", "--spec", "../docs/reference.yaml", "--into", folder.toString());

        assertThat(Files.readString(folder.resolve("base/joy-maintenance-cron.yaml")))
                .contains("spark.master");
        assertThat(Files.readString(folder.resolve("base/joy-food-watch-cron.yaml")))
                .doesNotContain("spark.master");
        assertThat(Files.readString(folder.resolve("base/joy-food.yaml"))).containsOnlyOnce("spark.master");
    }

    @Test
    void aSparkApplicationHasTheSharesOfThePipeline(@TempDir Path folder) throws IOException {
        Answer.to("argo", "render", "--spec", "../docs/reference.yaml", "--into", folder.toString());

        assertThat(Files.readString(folder.resolve("samples/joy-food-spark-application.yaml")))
                .contains("memory: 6144m", "memoryOverhead: 2048m", "memory: 4608m", "instances: 4", "type: Never");
    }

    @Test
    void aRangeIsListedDayByDay() {
        Answer answer = Answer.to("argo", "days", "--from", "2026-02-28", "--to", "2026-03-02");

        assertThat(answer.out().strip())
                .isEqualTo("[{\"from\":\"2026-02-28\",\"to\":\"2026-03-01\"},"
                        + "{\"from\":\"2026-03-01\",\"to\":\"2026-03-02\"}]");
    }

    @Test
    void whatPodsCouldNotReadIsRefused() {
        Answer answer = Answer.to("argo", "render", "--set", "lake=elsewhere");

        assertThat(answer.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(answer.err()).contains("no --set");
        assertThat(Answer.to("argo", "rendr").err()).contains("render and days, not 'rendr'");
        assertThat(Answer.to("argo", "days", "--from=", "--to=").err()).contains("needs --from and --to");
    }

    /** The options of Java in the one place where they stand. */
    private static List<String> options(String workflow) {
        String line = workflow.lines()
                .filter(text -> text.contains("-Dspark.master"))
                .findFirst()
                .orElseThrow();
        return List.of(line.substring(line.indexOf("-D")).replace("\"", "").split(" ", -1));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .sorted()
                    .toList();
        }
    }
}
