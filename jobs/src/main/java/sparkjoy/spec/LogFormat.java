package sparkjoy.spec;

import java.util.regex.Pattern;

/** How the files of a source hold its lines. */
public enum LogFormat {
    @Explain("gzip of one JSON object per line, as Segment delivers it, under any name (names of other tools' markers:"
            + " docs/exploring.md)")
    SEGMENT("any name", ".*"),
    @Explain("the same lines uncompressed, in files named `*.json` or `*.ndjson`")
    NDJSON("*.json or *.ndjson", ".*\\.(json|ndjson)"),
    @Explain("each of these lines as a value of the string column `payload`, in files named `*.parquet`")
    PARQUET("*.parquet", ".*\\.parquet");

    private final String names;
    private final Pattern pattern;

    LogFormat(String names, String pattern) {
        this.names = names;
        this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
    }

    /** Whether a file of this name can hold lines of the format. */
    public boolean takes(String fileName) {
        return pattern.matcher(fileName).matches();
    }

    /** How the files are named, for people. */
    public String names() {
        return names;
    }
}
