package sparkjoy.spec;

import java.util.List;

/** A column of a product is read from names that a product can have. */
final class ProductRules {
    private static final List<String> COLUMNS =
            List.of("product_id", "sku", "name", "category", "position", "quantity", "price");

    private ProductRules() {}

    static void check(Place products) {
        products.entries().forEach((column, names) -> {
            if (!COLUMNS.contains(column)) {
                names.complain("not a column of a product that can be mapped" + Nearest.hint(column, COLUMNS));
            }
            names.items().forEach(ProductRules::checkName);
        });
    }

    private static void checkName(Place place) {
        place.text()
                .filter(name -> name.isBlank() || name.startsWith("properties."))
                .ifPresent(name -> place.complain(
                        Secrets.shown(name) + " is not a name inside a product; write the name alone, like item_id"));
    }
}
