package sparkjoy.init;

import sparkjoy.spec.LogFormat;
import sparkjoy.spec.Storage;

/** Where the logs are, how they are reached, and where the tables go. */
public record Target(String logs, LogFormat format, String lake, Storage storage) {}
