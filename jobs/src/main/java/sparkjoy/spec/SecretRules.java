package sparkjoy.spec;

/** No key that asks for a secret, no value that is one. */
final class SecretRules {
    private SecretRules() {}

    static void check(Place place) {
        place.entries().forEach((key, value) -> {
            if (Secrets.isSecretKey(key) || Secrets.isKeyOrPassword(key)) {
                value.complain(Secrets.ADVICE);
            } else {
                check(value);
            }
        });
        place.items().forEach(SecretRules::check);
        if (place.text().filter(Secrets::isKeyOrPassword).isPresent()) {
            place.complain(Secrets.ADVICE);
        }
    }
}
