package sparkjoy.generate;

import java.util.List;

/** The properties or traits of one call; the closing brace is left to the {@link Envelope}. */
final class Payload {
    private final JsonBuffer json = new JsonBuffer();
    private final JsonBuffer common = new JsonBuffer();

    JsonBuffer json() {
        return json;
    }

    /** Starts a visit, or resumes it under another variant. */
    void visit(Vertical vertical, long sessionId, Variant variant) {
        common.clear().add("\"properties\":{\"vertical\":\"").add(vertical.label());
        common.add("\",\"session_id\":\"").hex(sessionId, 16);
        if (variant != Variant.NONE) {
            common.add("\",\"experiment_id\":\"").add(Experiment.ID);
            common.add("\",\"treatment_group\":\"").add(variant.label());
        }
        common.add("\",\"currency\":\"");
    }

    void list(Service service, String currency, long listId, List<Product> products) {
        start(service, currency).add(",\"list_id\":\"").hex(listId, 8).add("\",\"products\":[");
        for (int at = 0; at < products.size(); at++) {
            products.get(at).writeTo(json.add(at == 0 ? "{" : ",{"));
            json.add(",\"position\":").number(at + 1).add("}");
        }
        json.add("]");
    }

    void product(Service service, String currency, long listId, Product product, int position) {
        start(service, currency).add(",\"list_id\":\"").hex(listId, 8).add("\",\"position\":");
        product.writeTo(json.number(position).add(","));
        json.add(",\"url\":\"https://eats.example.com/products/").number(product.cents());
        json.add("?ref=").add(service.label()).add("\",\"image_url\":\"https://cdn.example.com/p/");
        json.number(product.cents()).add(".jpg\"");
    }

    /** @param cartKey what the app calls the cart's id in this event */
    void added(Service service, String currency, String cartKey, long cartId, Order.Line line) {
        start(service, currency)
                .add(",\"")
                .add(cartKey)
                .add("\":\"")
                .hex(cartId, 10)
                .add("\",");
        line.product().writeTo(json);
        json.add(",\"quantity\":").number(line.quantity());
        json.add(",\"url\":\"https://eats.example.com/products/")
                .number(line.product().cents())
                .add("\"");
    }

    void cart(Service service, String currency, long cartId, List<Order.Line> lines) {
        start(service, currency).add(",\"cart_id\":\"").hex(cartId, 10).add("\",\"value\":");
        json.cents(lines.stream().mapToLong(Order.Line::cents).sum());
        lines(lines);
    }

    void order(Service service, long cartId, Order order) {
        start(service, order.currency()).add(",\"cart_id\":\"").hex(cartId, 10);
        json.add("\",\"order_id\":\"ord_").hex(order.id(), 16);
        json.add("\",\"checkout_id\":\"chk_").hex(order.id() >>> 20, 8);
        json.add("\",\"affiliation\":\"Spark Eats\",\"subtotal\":").cents(order.subtotal());
        json.add(",\"total\":").cents(order.total()).add(",\"revenue\":").cents(order.revenue());
        json.add(",\"shipping\":").cents(order.shipping()).add(",\"tax\":").cents(order.tax());
        json.add(",\"discount\":").cents(order.discount());
        lines(order.lines());
    }

    void experiment(Service service, String currency, Variant variant) {
        start(service, currency).add(",\"experiment_name\":\"").add(Experiment.NAME);
        json.add("\",\"variation_id\":\"").add(variant.label()).add("\",\"variation_name\":\"");
        json.add(variant.label()).add("\"");
    }

    void page(String name) {
        json.clear()
                .add("\"name\":\"")
                .add(name)
                .add("\",\"properties\":{\"path\":\"/")
                .add(name);
        json.add("\",\"title\":\"Spark Eats\",\"url\":\"https://eats.example.com/")
                .add(name)
                .add("\"");
    }

    void traits(Person person) {
        json.clear().add("\"traits\":{\"name\":").add(JsonText.utf8(person.name()));
        json.add(",\"plan\":\"free\",\"address\":{\"country\":\"")
                .add(person.place().country());
        json.add("\"},\"newsletter\":").add(person.number() % 2 == 0 ? "true" : "false");
    }

    void group(Person person) {
        json.clear().add("\"groupId\":\"office-").number(person.number() % 97);
        json.add("\",\"traits\":{\"industry\":\"Catering\",\"employees\":").number(12 + person.number() % 300);
    }

    void alias(Person person) {
        json.clear().add("\"previousId\":\"").add(person.anonymousId()).add("\",\"traits\":{\"merged\":true");
    }

    private JsonBuffer start(Service service, String currency) {
        return json.clear()
                .add(common)
                .add(currency)
                .add("\",\"service\":\"")
                .add(service.label())
                .add("\"");
    }

    private void lines(List<Order.Line> lines) {
        json.add(",\"products\":[");
        for (int at = 0; at < lines.size(); at++) {
            Order.Line line = lines.get(at);
            line.product().writeTo(json.add(at == 0 ? "{" : ",{"));
            json.add(",\"quantity\":").number(line.quantity()).add("}");
        }
        json.add("]");
    }
}
