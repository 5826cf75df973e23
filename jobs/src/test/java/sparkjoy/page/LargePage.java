package sparkjoy.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the page of 400 days and 30 experiments to the file that is named, for the test in a browser. */
final class LargePage {
    static final int DAYS = 400;
    static final int EXPERIMENTS = 30;

    private LargePage() {}

    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), Page.of(Samples.data(DAYS, EXPERIMENTS, "Model_B")));
    }
}
