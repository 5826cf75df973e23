package sparkjoy.generate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** All products on sale, by vertical. */
final class Catalogue {
    private static final int PRODUCTS = 240;
    private static final Map<Vertical, List<String>> NAMES = Map.of(
            Vertical.FOOD,
            List.of(
                    "Pizza \"Quattro\" 12″",
                    "Crème brûlée",
                    "寿司セット 🍣",
                    "Açaí bowl",
                    "Käsespätzle",
                    "Пельмени",
                    "Jalapeño burger 🍔",
                    "Pho bò \\ large",
                    "Smørrebrød",
                    "김치찌개",
                    "Pad thai",
                    "Falafel wrap"),
            Vertical.GROCERY,
            List.of(
                    "Oat milk 1 l",
                    "Jamón ibérico 100 g",
                    "有机豆腐",
                    "Eggs \"free range\" 10",
                    "Bananas 🍌",
                    "Müsli",
                    "Gruyère",
                    "Olive oil",
                    "Tomatoes",
                    "Żurek"),
            Vertical.PHARMACY,
            List.of("Vitamin D₃", "Plasters", "Crème solaire SPF 50", "Toothpaste", "목캔디", "Ibuprofen 400 mg"));
    private static final Map<Vertical, List<String>> CATEGORIES = Map.of(
            Vertical.FOOD, List.of("Pizza", "Desserts", "Asian", "Burgers", "Vegan"),
            Vertical.GROCERY, List.of("Dairy", "Fruit & Veg", "Pantry", "Bakery"),
            Vertical.PHARMACY, List.of("Vitamins", "Care", "Remedies"));

    private final Map<Vertical, List<Product>> products = new EnumMap<>(Vertical.class);

    Catalogue() {
        for (Vertical vertical : Vertical.values()) {
            products.put(
                    vertical,
                    IntStream.range(0, PRODUCTS)
                            .mapToObj(number -> product(vertical, number))
                            .toList());
        }
    }

    /** So many different products of the vertical, the first ones more often. */
    List<Product> some(Vertical vertical, int count, SplittableRandom random) {
        List<Product> all = products.get(vertical);
        List<Product> some = new ArrayList<>(count);
        while (some.size() < count) {
            double draw = random.nextDouble();
            Product product = all.get((int) (draw * draw * PRODUCTS));
            if (!some.contains(product)) {
                some.add(product);
            }
        }
        return some;
    }

    private static Product product(Vertical vertical, int number) {
        List<String> names = NAMES.get(vertical);
        List<String> categories = CATEGORIES.get(vertical);
        String letter = vertical.label().substring(0, 1);
        String name = names.get(number % names.size()) + (number < names.size() ? "" : " No. " + number);
        int cents = 120 + number * 7919 % 1900;
        JsonBuffer fields = new JsonBuffer()
                .add("\"product_id\":\"")
                .add(letter)
                .add("-")
                .number(100_000 + number * 37L)
                .add("\",\"sku\":\"SKU-")
                .number(45_790 + number)
                .add("-")
                .add(letter)
                .add("\",\"name\":")
                .add(number % 5 == 0 ? JsonText.ascii(name) : JsonText.utf8(name))
                .add(",\"category\":")
                .add(JsonText.utf8(categories.get(number % categories.size())))
                .add(",\"price\":")
                .cents(cents);
        return new Product(cents, fields.toBytes());
    }
}
