package sparkjoy.spec;

/** Consent is read from an object inside an event, and its categories are keys of that object. */
final class ConsentRules {
    private ConsentRules() {}

    static void check(Place spec) {
        Place consent = spec.at("consent");
        PropertyRules.checkPath(consent.at("preferences"));
        consent.at("required").items().forEach(ConsentRules::checkCategory);
        Place taken = spec.at("expectations").at(Consent.RULE);
        if (spec.at("expectations").entries().containsKey(Consent.RULE)) {
            taken.complain("'" + Consent.RULE + "' is the rule under which silver.rejected counts refused consent;"
                    + " give the expectation another name");
        }
    }

    private static void checkCategory(Place category) {
        category.text()
                .filter(name -> name.contains("."))
                .ifPresent(name -> category.complain(Secrets.shown(name)
                        + " is not a category; write one key of the preferences, like Analytics, without a dot"));
    }
}
