package sparkjoy.generate;

import java.util.ArrayList;
import java.util.List;

/** What one visit has put into its cart. */
final class Basket {
    private final long id;
    private final String currency;
    private final List<Order.Line> lines = new ArrayList<>();

    Basket(long id, String currency) {
        this.id = id;
        this.currency = currency;
    }

    /** Puts the product in; one that is there already becomes more of the same line. */
    void put(Order.Line added) {
        for (int at = 0; at < lines.size(); at++) {
            Order.Line line = lines.get(at);
            if (line.product().equals(added.product())) {
                lines.set(at, new Order.Line(line.product(), line.quantity() + added.quantity()));
                return;
            }
        }
        lines.add(added);
    }

    long id() {
        return id;
    }

    String currency() {
        return currency;
    }

    List<Order.Line> lines() {
        return lines;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }
}
