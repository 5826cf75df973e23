package sparkjoy.generate;

import java.util.List;

/**
 * A basket that was paid for; all amounts in cents.
 *
 * @param id random, written in hexadecimal
 * @param at epoch milliseconds
 */
record Order(
        long id, long at, List<Line> lines, long subtotal, long discount, long shipping, long tax, String currency) {

    /** A product in a basket. */
    record Line(Product product, int quantity) {
        long cents() {
            return (long) product.cents() * quantity;
        }
    }

    static Order of(long id, long at, List<Line> lines, boolean isDiscounted, long shipping, String currency) {
        long subtotal = lines.stream().mapToLong(Line::cents).sum();
        long discount = isDiscounted ? subtotal / 10 : 0;
        long tax = Math.round((subtotal - discount) * 0.07);
        return new Order(id, at, List.copyOf(lines), subtotal, discount, shipping, tax, currency);
    }

    /** After discount, before shipping and tax. */
    long revenue() {
        return subtotal - discount;
    }

    /** What the customer paid. */
    long total() {
        return revenue() + shipping + tax;
    }
}
