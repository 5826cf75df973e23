package sparkjoy.generate;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/** One session of one user, told event by event in the order of time; within 30 minutes. */
final class Visit {
    static final long LONGEST = 30 * 60_000L;
    private static final long HURRY_AFTER = 24 * 60_000L;
    private static final double CLICK_RATE = 0.09;

    private final Shop shop;
    private final Payload payload;
    private final Caller caller;
    private final SplittableRandom random;
    private final Person person;
    private final Vertical vertical;
    private final String currency;
    private final long start;
    private final Basket basket;
    private Variant variant;
    private long at;

    Visit(Shop shop, Person person, long start, SplittableRandom random) {
        this.shop = shop;
        this.person = person;
        this.start = start;
        this.random = random;
        payload = shop.payload();
        caller = new Caller(
                person,
                start,
                shop.calendar().day(start),
                random,
                shop.recipe().rates().late());
        double draw = random.nextDouble();
        vertical = draw < 0.6 ? Vertical.FOOD : draw < 0.88 ? Vertical.GROCERY : Vertical.PHARMACY;
        currency = random.nextDouble() < shop.recipe().rates().usd() ? "USD" : "EUR";
        basket = new Basket(random.nextLong(), currency);
        variant = person.variant();
        at = start;
    }

    /** Sends the visit up to the checkout: see {@link #endsInCheckout}. */
    void pass() throws IOException {
        if (person.isBot()) {
            crawl();
        } else {
            shop();
        }
    }

    /** Somebody looks for something to eat. */
    private void shop() throws IOException {
        arrive();
        browse(Service.HOME_FEED);
        if (person.standing() == Standing.CROSSOVER) {
            variant = variant.other();
            expose();
        }
        for (int lists = random.nextInt(4); lists > 0; lists--) {
            browse(random.nextInt(3) == 0 ? Service.HOME_FEED : Service.SEARCH_RANK);
        }
    }

    /** A bot looks at everything and buys nothing. */
    private void crawl() throws IOException {
        payload.visit(vertical, caller.sessionId(), variant);
        if (person.isOffered()) {
            expose();
        }
        for (int lists = random.nextInt(12, 36); lists > 0; lists--) {
            browse(random.nextBoolean() ? Service.HOME_FEED : Service.SEARCH_RANK);
        }
    }

    void browse(Service service) throws IOException {
        List<Product> products = shop.catalogue().some(vertical, random.nextInt(4, 11), random);
        long listId = random.nextInt();
        payload.list(service, currency, listId, products);
        send(EventName.PRODUCT_LIST_VIEWED, service, products.size(), 20_000);
        for (int position = 1; position <= products.size(); position++) {
            if (random.nextDouble() < clickRate(position)) {
                look(service, listId, products.get(position - 1), position);
            }
        }
    }

    /** Sends what the payload holds, and lets some time pass. */
    void send(EventName name, Service service, int shown, int longestPause) throws IOException {
        shop.outbox().send(caller, new Call(name, at, vertical, service, variant, shown, false), payload.json());
        at += random.nextInt(1, at - start < HURRY_AFTER ? pause(longestPause) : 400);
    }

    /** Sends what the payload holds from the shop's server, at another time. */
    void sendFromServer(EventName name, Service service, long when) throws IOException {
        shop.outbox().send(caller, new Call(name, when, vertical, service, variant, 0, true), payload.json());
    }

    /** Whether the shopper has something to pay for at the end. */
    boolean endsInCheckout() {
        return !person.isBot() && !basket.isEmpty();
    }

    Basket basket() {
        return basket;
    }

    long at() {
        return at;
    }

    private void arrive() throws IOException {
        payload.page("home");
        send(person.device().isPhone() ? EventName.SCREEN : EventName.PAGE, Service.HOME_FEED, 0, 3_000);
        if (person.userId().isPresent() && random.nextInt(5) == 0) {
            payload.traits(person);
            send(EventName.IDENTIFY, Service.HOME_FEED, 0, 1_000);
        }
        if (person.userId().isPresent() && random.nextInt(100) == 0) {
            payload.group(person);
            send(EventName.GROUP, Service.HOME_FEED, 0, 1_000);
            payload.alias(person);
            send(EventName.ALIAS, Service.HOME_FEED, 0, 1_000);
        }
        payload.visit(vertical, caller.sessionId(), variant);
        if (person.isOffered()) {
            expose();
        }
    }

    private void expose() throws IOException {
        payload.visit(vertical, caller.sessionId(), variant);
        payload.experiment(Service.HOME_FEED, currency, variant);
        send(EventName.EXPERIMENT_VIEWED, Service.HOME_FEED, 0, 1_000);
    }

    private void look(Service service, long listId, Product product, int position) throws IOException {
        payload.product(service, currency, listId, product, position);
        send(EventName.PRODUCT_CLICKED, service, 0, 2_000);
        if (random.nextInt(10) > 0) {
            payload.product(service, currency, listId, product, position);
            send(EventName.PRODUCT_VIEWED, service, 0, 60_000);
        }
        if (random.nextDouble() < (person.isBot() ? 0.03 : 0.3)) {
            Order.Line line = new Order.Line(product, random.nextInt(4) == 0 ? 2 : 1);
            basket.put(line);
            boolean isOwnName = random.nextInt(5) > 0;
            payload.added(service, currency, isOwnName ? "CartID" : "cart_id", basket.id(), line);
            send(isOwnName ? EventName.ADDED_TO_CART : EventName.PRODUCT_ADDED, service, 0, 15_000);
        }
    }

    private double clickRate(int position) {
        if (person.isBot()) {
            return 0.3;
        }
        double lift = variant == Variant.MODEL_B ? 1 + shop.recipe().clickLift() : 1;
        return CLICK_RATE * person.appetite() * lift * (1.3 - 0.1 * position);
    }

    private int pause(int longest) {
        return person.isBot() ? 800 : longest;
    }
}
