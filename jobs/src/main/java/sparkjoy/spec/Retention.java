package sparkjoy.spec;

import java.time.Duration;

/** How long old states stay readable. */
public record Retention(@Explain("how long a table's earlier versions can be read; at least 1d") Duration history) {}
