package sparkjoy.spec;

import java.time.Duration;
import java.util.Optional;

/** How long old states stay readable, and when what is older goes. */
public record Retention(
        @Explain("how long a table's earlier versions can be read; at least 1d") Duration history,
        @Explain("when Airflow or Argo runs `joy maintain`, written like `pipelines.<name>.schedule`;"
                        + " unset: by hand")
                Optional<String> maintain) {}
