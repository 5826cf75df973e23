package sparkjoy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import sparkjoy.generate.Generator;
import sparkjoy.generate.Recipe;
import sparkjoy.generate.Truth;

/**
 * Logs of two days of the food app with every trouble, the truth about them, and what the first run of the whole
 * pipeline made of them: made once a test JVM and only read by the tests.
 *
 * @param answer of the first run
 */
record ShopLogs(Path folder, Truth truth, TestPipeline pipeline, Answer answer, Contents contents) {
    private static final Map<String, String> TROUBLES = Map.ofEntries(
            Map.entry("events", "4000"),
            Map.entry("days", "2"),
            Map.entry("users", "500"),
            Map.entry("seed", "7"),
            Map.entry("sources", "a7Kq2mXw9R,zP4hT8vLc1"),
            Map.entry("duplicate-rate", "0.05"),
            Map.entry("conflict-rate", "0.05"),
            Map.entry("late-rate", "0.1"),
            Map.entry("malformed-rate", "0.02"),
            Map.entry("old-folder-rate", "0.1"),
            Map.entry("bot-rate", "0.01"),
            Map.entry("crossover-rate", "0.05"),
            Map.entry("leak-rate", "0.03"),
            Map.entry("hash-fault-rate", "0.04"),
            Map.entry("order-twice-rate", "0.2"),
            Map.entry("usd-rate", "0.2"));

    static ShopLogs made() {
        return Holder.LOGS;
    }

    /** A lake of its own over the same logs. */
    TestPipeline into(Path lake) {
        return new TestPipeline(folder.toString(), lake.toString(), pipeline.more());
    }

    /** Makes logs and lake once, when they are first asked for. */
    private static final class Holder {
        private static final ShopLogs LOGS = make();

        private static ShopLogs make() {
            try {
                Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "shop")
                        .toAbsolutePath();
                Path logs = home.resolve("logs");
                Truth truth = new Generator(Recipe.of(TROUBLES)).generate(logs);
                // Small files may hold more malformed lines than sound ones; the truth counts these too.
                TestPipeline pipeline = TestPipeline.of(logs, home.resolve("lake"))
                        .with("thresholds.refused_file_share=1", "thresholds.refused_share=0.05")
                        // Two days are shorter than the windows, and the troubles withhold the readout.
                        .with("metrics.ctr.window=12h", "metrics.conversion.window=1h", "metrics.gmv.window=12h")
                        .with("metrics.ctr.minimum_units=5", "metrics.gmv.minimum_units=2", "metrics.gmv.cap=0.9")
                        .with(
                                "experiments.home_ranking.srm_override=troubles",
                                "experiments.home_ranking.leak_override=troubles");
                Answer answer = pipeline.runAll();
                return new ShopLogs(logs, truth, pipeline, answer, pipeline.contents());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
