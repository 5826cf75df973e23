package sparkjoy.init;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * How another team would have named what the generator's logs hold: the same calls under other names, in other places and
 * with other forms of money. Equal for equal seeds.
 */
public record Vocabulary(
        Language language,
        Style keys,
        Style events,
        String prefix,
        List<String> container,
        Money money,
        boolean hasVariantInTraits) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> AMOUNTS =
            Set.of("price", "revenue", "total", "subtotal", "shipping", "tax", "discount", "value");

    /** How money is written. */
    public enum Money {
        NUMBERS,
        TEXTS,
        CENTS
    }

    /** How the words of a name are put together. */
    public enum Style {
        SNAKE,
        CAMEL,
        PASCAL,
        TITLE,
        DOTTED;

        String name(String words) {
            List<String> all = Arrays.asList(words.split(" "));
            return switch (this) {
                case SNAKE -> String.join("_", all).toLowerCase(Locale.ROOT);
                case DOTTED -> String.join(".", all).toLowerCase(Locale.ROOT);
                case TITLE -> all.stream().map(Style::capital).collect(Collectors.joining(" "));
                case PASCAL -> all.stream().map(Style::capital).collect(Collectors.joining());
                case CAMEL -> {
                    String pascal = all.stream().map(Style::capital).collect(Collectors.joining());
                    yield Character.toLowerCase(pascal.charAt(0)) + pascal.substring(1);
                }
            };
        }

        private static String capital(String word) {
            return Character.toUpperCase(word.charAt(0)) + word.substring(1);
        }
    }

    /** Words for the generator's keys and events. */
    @SuppressWarnings("ImmutableEnumChecker") // the maps are never changed
    public enum Language {
        ENGLISH("", ""),
        TOOL(
                "products=items product_id=item_id name=item_name category=item_category position=index sku=item_sku"
                        + " order_id=transaction_id revenue=net_revenue total=grand_total list_id=item_list_id"
                        + " treatment_group=experiment_variant variation_id=variant_id variation_name=variant_name",
                "Product List Viewed=view item list;Product Clicked=item clicked;Product Viewed=view item;"
                        + "Added to Cart=add to cart;Product Added=item added to cart;Cart Viewed=cart viewed;"
                        + "Checkout Started=begin checkout;Order Completed=purchase;Order Cancelled=cancel order;"
                        + "Order Refunded=refund;Experiment Viewed=experiment exposure"),
        OTHER_ENGLISH(
                "products=line_items product_id=product_code position=rank quantity=qty price=unit_price"
                        + " cart_id=basket_id"
                        + " order_id=order_number revenue=order_revenue total=order_total currency=currency_code"
                        + " experiment_id=experiment_key treatment_group=experiment_group variation_id=variation_key"
                        + " service=recommender_service",
                "Product List Viewed=viewed product list;Product Clicked=clicked product;Product Viewed=viewed product;"
                        + "Added to Cart=added to basket;Product Added=added product;Cart Viewed=viewed basket;"
                        + "Checkout Started=started checkout;Order Completed=placed order;"
                        + "Order Cancelled=canceled order;Order Refunded=refunded order;"
                        + "Experiment Viewed=viewed experiment"),
        GERMAN(
                "vertical=sparte service=empfehlungsdienst session_id=sitzung_id experiment_id=experiment_id"
                        + " treatment_group=experiment_gruppe currency=waehrung list_id=listen_id products=produkte"
                        + " position=position product_id=produkt_id name=bezeichnung category=kategorie price=preis"
                        + " quantity=menge cart_id=warenkorb_id order_id=bestell_nummer revenue=umsatz"
                        + " total=gesamtbetrag"
                        + " subtotal=zwischensumme shipping=versand tax=steuer discount=rabatt value=warenwert"
                        + " variation_id=varianten_id variation_name=varianten_name",
                "Product List Viewed=Produktliste angesehen;Product Clicked=Produkt angeklickt;"
                        + "Product Viewed=Produkt angesehen;Added to Cart=zum Warenkorb hinzugefügt;"
                        + "Product Added=Produkt hinzugefügt;Cart Viewed=Warenkorb angesehen;"
                        + "Checkout Started=Kasse gestartet;Order Completed=Bestellung abgeschlossen;"
                        + "Order Cancelled=Bestellung storniert;Order Refunded=Bestellung erstattet;"
                        + "Experiment Viewed=Experiment angesehen"),
        FRENCH(
                "currency=devise list_id=id_liste products=produits product_id=id_produit name=nom category=categorie"
                        + " price=prix quantity=quantite cart_id=id_panier order_id=id_commande revenue=revenu"
                        + " subtotal=sous_total shipping=livraison tax=tva discount=remise value=valeur",
                "Product List Viewed=liste produits vue;Product Clicked=produit cliqué;Product Viewed=produit vu;"
                        + "Added to Cart=ajouté au panier;Product Added=produit ajouté;Cart Viewed=panier vu;"
                        + "Checkout Started=checkout commencé;Order Completed=commande terminée;"
                        + "Order Cancelled=commande annulée;Order Refunded=commande remboursée;"
                        + "Experiment Viewed=experiment vu"),
        SPANISH(
                "currency=moneda list_id=id_lista products=productos product_id=id_producto name=nombre"
                        + " category=categoria price=precio quantity=cantidad position=posicion cart_id=id_carrito"
                        + " order_id=id_pedido revenue=ingresos session_id=sesion_id service=servicio value=valor"
                        + " shipping=envio tax=impuesto discount=descuento",
                "Product List Viewed=lista productos vista;Product Clicked=producto clicado;"
                        + "Product Viewed=producto visto;Added to Cart=añadido al carrito;"
                        + "Product Added=producto añadido;Cart Viewed=carrito visto;Checkout Started=checkout iniciado;"
                        + "Order Completed=pedido completado;Order Cancelled=pedido cancelado;"
                        + "Order Refunded=pedido reembolsado;Experiment Viewed=experimento visto");

        private final Map<String, String> keys;
        private final Map<String, String> events;

        Language(String keys, String events) {
            this.keys = map(keys, " ");
            this.events = map(events, ";");
        }

        private static Map<String, String> map(String text, String separator) {
            return Arrays.stream(text.split(separator))
                    .filter(pair -> !pair.isEmpty())
                    .map(pair -> pair.split("="))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        }
    }

    /** The vocabulary of a seed. The first ones go through all languages. */
    public static Vocabulary of(int seed) {
        Random random = new Random(seed);
        Language[] languages = Language.values();
        return new Vocabulary(
                languages[seed % languages.length],
                pick(random, Style.SNAKE, Style.CAMEL, Style.PASCAL),
                pick(random, Style.TITLE, Style.SNAKE, Style.CAMEL, Style.DOTTED),
                pick(random, "", "", "ecom", "sj"),
                pick(random, List.of(), List.of(), List.of("data"), List.of("payload", "attributes")),
                pick(random, Money.NUMBERS, Money.TEXTS, Money.CENTS),
                random.nextInt(3) == 0);
    }

    @SafeVarargs
    private static <T> T pick(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** Writes the logs of a folder in this vocabulary. */
    public void translate(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from.resolve("segment-logs"))) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                translateFile(file, target);
            }
        }
    }

    private void translateFile(Path file, Path target) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.ISO_8859_1));
                OutputStream out = new GZIPOutputStream(Files.newOutputStream(target))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.write(translated(line.getBytes(StandardCharsets.ISO_8859_1)));
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /** One line; what is not a call stays as it is. */
    private byte[] translated(byte[] line) {
        try {
            if (!(JSON.readTree(line) instanceof ObjectNode call)
                    || !call.path("event").isTextual()) {
                return line;
            }
            call.put("event", event(call.get("event").asText()));
            call.set("properties", properties(call, (ObjectNode) call.get("properties")));
            return JSON.writeValueAsBytes(call);
        } catch (IOException broken) {
            return line;
        }
    }

    private ObjectNode properties(ObjectNode call, ObjectNode given) {
        ObjectNode renamed = JsonNodeFactory.instance.objectNode();
        given.properties().forEach(field -> {
            if (hasVariantInTraits && isOfExperiment(field.getKey())) {
                ((ObjectNode) call.get("context")).withObject("/traits").set(key(field.getKey()), field.getValue());
            } else {
                renamed.set(key(field.getKey()), value(field.getKey(), field.getValue()));
            }
        });
        ObjectNode inside = renamed;
        for (int depth = container.size() - 1; depth >= 0; depth--) {
            ObjectNode around = JsonNodeFactory.instance.objectNode();
            around.set(container.get(depth), inside);
            inside = around;
        }
        return inside;
    }

    private static boolean isOfExperiment(String key) {
        return key.equals("treatment_group") || key.equals("experiment_id");
    }

    private JsonNode value(String key, JsonNode value) {
        if (key.equals("products")) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            value.forEach(product -> {
                ObjectNode renamed = items.addObject();
                product.properties()
                        .forEach(field -> renamed.set(key(field.getKey()), value(field.getKey(), field.getValue())));
            });
            return items;
        }
        if (!AMOUNTS.contains(key) || money == Money.NUMBERS) {
            return value;
        }
        BigDecimal amount = new BigDecimal(value.asText());
        return money == Money.TEXTS
                ? new TextNode(amount.toPlainString())
                : DecimalNode.valueOf(amount.movePointRight(2).setScale(0));
    }

    /** What an event is called here. */
    public String event(String name) {
        String words = language.events.getOrDefault(name, name);
        return events.name(prefix.isEmpty() || events == Style.TITLE ? words : prefix + " " + words);
    }

    /** What a key is called here. */
    public String key(String name) {
        String own = language.keys.getOrDefault(
                name.equals("CartID") ? "cart_id" : name, name.equals("CartID") ? "cart_id" : name);
        String words = own.replace('_', ' ');
        return keys.name(prefix.isEmpty() ? words : prefix + " " + words);
    }

    private String path(String name) {
        List<String> path = new ArrayList<>(List.of("properties"));
        path.addAll(container);
        path.add(key(name));
        return String.join(".", path);
    }

    private String experimentPath(String name) {
        return hasVariantInTraits ? "context.traits." + key(name) : path(name);
    }

    /** Column to all paths that hold it. */
    public Map<String, Set<String>> columns() {
        Map<String, Set<String>> columns = new TreeMap<>();
        for (String name : List.of(
                "vertical",
                "service",
                "cart_id",
                "order_id",
                "product_id",
                "position",
                "quantity",
                "price",
                "revenue",
                "total",
                "currency",
                "list_id",
                "products")) {
            columns.put(name, Set.of(path(name)));
        }
        columns.put("experiment_id", Set.of(experimentPath("experiment_id")));
        columns.put("variant", Set.of(experimentPath("treatment_group"), path("variation_id"), path("variation_name")));
        columns.put("session_id", Set.of(path("session_id"), "context.sessionId"));
        columns.put("channel", Set.of("channel"));
        columns.put("platform", Set.of("context.device.type", "context.os.name"));
        columns.put("app_version", Set.of("context.app.version"));
        columns.put("country", Set.of("context.location.country"));
        columns.put("user_agent", Set.of("context.userAgent"));
        return columns;
    }

    /** Column of a product to the name that holds it. */
    public Map<String, Set<String>> products() {
        return Stream.of("product_id", "sku", "name", "category", "position", "quantity", "price")
                .collect(Collectors.toMap(name -> name, name -> Set.of(key(name))));
    }

    /** Action to the events that mean it. */
    public Map<String, Set<String>> actions() {
        Map<String, Set<String>> actions = new LinkedHashMap<>();
        Map.of(
                        "impression", List.of("Product List Viewed"),
                        "click", List.of("Product Clicked"),
                        "product_view", List.of("Product Viewed"),
                        "add_to_cart", List.of("Added to Cart", "Product Added"),
                        "cart_view", List.of("Cart Viewed"),
                        "checkout", List.of("Checkout Started"),
                        "order", List.of("Order Completed"),
                        "cancel", List.of("Order Cancelled"),
                        "refund", List.of("Order Refunded"),
                        "exposure", List.of("Experiment Viewed"))
                .forEach((action, names) ->
                        actions.put(action, names.stream().map(this::event).collect(Collectors.toSet())));
        return actions;
    }
}
