package sparkjoy.generate;

/** What the app sells, by line of business. */
enum Vertical {
    FOOD("Food"),
    GROCERY("Grocery"),
    PHARMACY("Pharmacy");

    private final String label;

    Vertical(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
