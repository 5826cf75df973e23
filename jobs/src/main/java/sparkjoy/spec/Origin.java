package sparkjoy.spec;

/** Where a value was written; a default carries the place that it was filled into. */
record Origin(String file, int line, boolean isDefault) {

    static Origin of(String file, int line) {
        return new Origin(file, line, false);
    }

    Origin asDefault() {
        return new Origin(file, line, true);
    }
}
