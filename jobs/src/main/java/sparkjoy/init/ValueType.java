package sparkjoy.init;

import java.util.regex.Pattern;
import sparkjoy.spec.CurrencyName;

/** What a text is, as far as its form says; the first that fits. */
enum ValueType {
    EMAIL("[^@\\s]+@[^@\\s]+\\.[a-zA-Z]{2,}"),
    URL("[a-zA-Z][a-zA-Z0-9+.-]*://\\S+"),
    TIME("\\d{4}-\\d\\d-\\d\\d([T ].*)?"),
    UUID("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
    PHONE("\\+[0-9][0-9 ()/-]{7,20}"),
    NUMBER("-?[0-9]+([.,][0-9]+)?"),
    AMOUNT("(\\p{Sc}|[A-Z]{3})?\\s?-?[0-9][0-9.,' ]*\\s?(\\p{Sc}|[A-Z]{3})?"),
    CURRENCY("[A-Za-z]{3}|[^\\p{L}\\p{N}\\s]{1,2}") {
        @Override
        boolean fits(String text) {
            return super.fits(text) && !CurrencyName.codes(text).isEmpty();
        }
    },
    TEXT("(?s).*");

    private final Pattern form;

    ValueType(String form) {
        this.form = Pattern.compile(form);
    }

    static ValueType of(String text) {
        for (ValueType type : values()) {
            if (type.fits(text)) {
                return type;
            }
        }
        return TEXT;
    }

    /** Whether it may name a person or one thing of theirs, so that it is never shown. */
    boolean isPersonal() {
        return this == EMAIL || this == PHONE || this == UUID || this == URL;
    }

    boolean fits(String text) {
        return form.matcher(text).matches();
    }
}
