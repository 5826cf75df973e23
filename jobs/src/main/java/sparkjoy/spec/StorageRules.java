package sparkjoy.spec;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** An endpoint is a URL, and each provider of credentials has what it needs. */
final class StorageRules {
    private StorageRules() {}

    static void check(Place storage) {
        checkReach(storage);
        storage.at("buckets").entries().values().forEach(StorageRules::checkReach);
    }

    private static void checkReach(Place place) {
        Place endpoint = place.at("endpoint");
        endpoint.text()
                .filter(url -> !isWebAddress(url))
                .ifPresent(url -> endpoint.complain(
                        Secrets.shown(url) + " is not a http(s) URL; write it like https://s3.example.com:9000"));
        Place credentials = place.at("credentials");
        needs(credentials, Storage.Provider.FILE, "file", "the path of a properties file");
        needs(credentials, Storage.Provider.ASSUMED_ROLE, "role_arn", "arn:aws:iam::…:role/…");
    }

    private static void needs(Place credentials, Storage.Provider provider, String key, String example) {
        boolean isMeant = credentials
                .at("provider")
                .value(Storage.Provider.class)
                .filter(provider::equals)
                .isPresent();
        if (isMeant && credentials.at(key).isEmpty()) {
            credentials
                    .at(key)
                    .complain("is missing: provider "
                            + credentials.at("provider").text().orElse("") + " needs it;" + " write " + key + ": "
                            + example);
        }
    }

    /** Whether a text is a URL of http or https. */
    static boolean isWebAddress(String url) {
        try {
            URI address = new URI(url);
            return address.getScheme() != null
                    && Set.of("http", "https").contains(address.getScheme())
                    && address.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
