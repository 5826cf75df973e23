package sparkjoy.generate;

/** The model that ranked what a user saw. */
enum Variant {
    NONE("(none)"),
    MODEL_A("Model_A"),
    MODEL_B("Model_B"),
    /** No arm of the experiment: whoever is in it leaked. */
    MODEL_C("Model_C");

    private final String label;

    Variant(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    Variant other() {
        return this == MODEL_A ? MODEL_B : MODEL_A;
    }
}
