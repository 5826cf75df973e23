package sparkjoy.generate;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a recipe, gathered so that the user sees all of it at once. */
final class Problems {
    private final List<String> found = new ArrayList<>();

    void unless(boolean isRight, String message) {
        if (!isRight) {
            found.add(message);
        }
    }

    void refuse() {
        if (!found.isEmpty()) {
            throw new GenerateException(String.join("; ", found));
        }
    }
}
