package sparkjoy.spec;

import java.util.List;
import java.util.Optional;

/** A gold table declared in verbs. */
public record View(
        @Explain("the table that the first step reads, as `layer.name`") String from,
        @Explain("the verbs, applied in order") List<Step> steps,
        @Explain("a description of the table in one sentence") Optional<String> description) {

    public View {
        steps = List.copyOf(steps);
    }
}
