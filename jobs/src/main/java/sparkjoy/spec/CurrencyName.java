package sparkjoy.spec;

import java.util.Collections;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What people call a currency: its ISO 4217 code, a sign such as `€`, or a word such as `zł`. */
public final class CurrencyName {
    private static final Set<String> CODES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());
    private static final Map<String, Set<String>> CODES_BY_NAME = codesByName();

    private CurrencyName() {}

    /** The codes that a name may mean, one for most, several for `$`; none where the name is not known. */
    public static Set<String> codes(String name) {
        String upper = name.toUpperCase(Locale.ROOT).replace(".", "");
        return CODES.contains(upper) ? Set.of(upper) : CODES_BY_NAME.getOrDefault(upper, Set.of());
    }

    /** Names in capital letters that mean one currency and are not its code, with that code. */
    public static Map<String, String> codeByOtherName() {
        return CODES_BY_NAME.entrySet().stream()
                .filter(name -> name.getValue().size() == 1)
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        name -> name.getValue().iterator().next(),
                        (one, other) -> one,
                        TreeMap::new));
    }

    private static Map<String, Set<String>> codesByName() {
        Map<String, Set<String>> names = new TreeMap<>();
        put(names, "EUR", "€", "EURO", "EUROS");
        put(names, "GBP", "£", "GB£");
        put(names, "USD", "US$", "U$S");
        put(names, "CAD", "CA$", "C$", "CAD$");
        put(names, "AUD", "AU$", "A$");
        put(names, "NZD", "NZ$");
        put(names, "HKD", "HK$");
        put(names, "SGD", "S$", "SG$");
        put(names, "TWD", "NT$");
        put(names, "MXN", "MX$");
        put(names, "BRL", "R$");
        put(names, "CHF", "SFR");
        put(names, "PLN", "ZŁ");
        put(names, "CZK", "KČ");
        put(names, "HUF", "FT");
        put(names, "BGN", "ЛВ");
        put(names, "RUB", "₽", "РУБ");
        put(names, "UAH", "₴", "ГРН");
        put(names, "TRY", "₺");
        put(names, "ILS", "₪");
        put(names, "INR", "₹");
        put(names, "KRW", "₩");
        put(names, "VND", "₫");
        put(names, "THB", "฿");
        put(names, "PHP", "₱");
        put(names, "NGN", "₦");
        put(names, "KZT", "₸");
        put(names, "CNY", "CN¥");
        put(names, "JPY", "JP¥");
        names.put("¥", Set.of("JPY", "CNY"));
        names.put(
                "$", Set.of("USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN", "ARS", "CLP", "COP", "UYU", "BRL"));
        names.put("KR", Set.of("SEK", "NOK", "DKK", "ISK"));
        names.put("FR", Set.of("CHF", "XAF", "XOF", "XPF"));
        names.put("RS", Set.of("INR", "PKR", "LKR", "NPR", "MUR", "SCR"));
        names.put("₨", names.get("RS"));
        return Collections.unmodifiableMap(names);
    }

    private static void put(Map<String, Set<String>> codesByName, String code, String... names) {
        for (String name : names) {
            codesByName.put(name, Set.of(code));
        }
    }
}
