package sparkjoy.generate;

/** Something on sale: its price in cents and its JSON fields, ready to be copied. */
final class Product {
    private final int cents;
    private final byte[] fields;

    Product(int cents, byte[] fields) {
        this.cents = cents;
        this.fields = fields;
    }

    int cents() {
        return cents;
    }

    /** Adds the product's fields, without braces around them. */
    void writeTo(JsonBuffer json) {
        json.add(fields);
    }
}
