package sparkjoy.generate;

import java.io.IOException;
import java.util.SplittableRandom;

/** The end of a visit with something in the basket: the cart, the order, and what becomes of the order. */
final class Checkout {
    private static final long MINUTE = 60_000L;

    private final Shop shop;
    private final Visit visit;
    private final SplittableRandom random;
    private final Basket basket;
    private final Payload payload;

    Checkout(Shop shop, Visit visit, SplittableRandom random) {
        this.shop = shop;
        this.visit = visit;
        this.random = random;
        basket = visit.basket();
        payload = shop.payload();
    }

    /** Goes as far as the shopper's mind is made up. */
    void pass() throws IOException {
        payload.cart(Service.CART_CROSS_SELL, basket.currency(), basket.id(), basket.lines());
        visit.send(EventName.CART_VIEWED, Service.CART_CROSS_SELL, 0, 10_000);
        if (random.nextInt(3) == 0) {
            visit.browse(Service.CART_CROSS_SELL);
        }
        if (random.nextDouble() < 0.3) {
            return;
        }
        payload.cart(Service.HOME_FEED, basket.currency(), basket.id(), basket.lines());
        visit.send(EventName.CHECKOUT_STARTED, Service.HOME_FEED, 0, 90_000);
        if (random.nextDouble() < 0.8) {
            order();
        }
    }

    private void order() throws IOException {
        long at = visit.at();
        boolean isDiscounted = random.nextInt(6) == 0;
        Order order = Order.of(
                random.nextLong(), at, basket.lines(), isDiscounted, 99L * random.nextInt(4), basket.currency());
        payload.order(Service.HOME_FEED, basket.id(), order);
        visit.send(EventName.ORDER_COMPLETED, Service.HOME_FEED, 0, 1_000);
        shop.tally().ordered(order);
        if (random.nextDouble() < shop.recipe().rates().orderTwice()) {
            payload.order(Service.HOME_FEED, basket.id(), order);
            visit.sendFromServer(EventName.ORDER_COMPLETED, Service.HOME_FEED, sameDay(at, at + random.nextInt(900)));
        }
        double fate = random.nextDouble();
        if (fate < 0.03) {
            undo(EventName.ORDER_CANCELLED, order, at + random.nextLong(MINUTE, 30 * MINUTE));
        } else if (fate < 0.05) {
            undo(EventName.ORDER_REFUNDED, order, at + random.nextLong(60 * MINUTE, 48 * 60 * MINUTE));
        }
    }

    private void undo(EventName name, Order order, long when) throws IOException {
        if (when < shop.calendar().end()) {
            payload.order(Service.HOME_FEED, basket.id(), order);
            visit.sendFromServer(name, Service.HOME_FEED, when);
            shop.tally().undone(order, name);
        }
    }

    private long sameDay(long at, long later) {
        return shop.calendar().day(at) == shop.calendar().day(later) ? later : at;
    }
}
