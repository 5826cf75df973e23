package sparkjoy.models;

/** Container images: the repository, and a digest or a tag. */
final class Images {
    private Images() {}

    static GraphNode node(String given) {
        String text = Redaction.image(given);
        int digest = text.indexOf('@');
        String repository = repository(text);
        String version = digest >= 0 ? text.substring(digest + 1) : tag(text);
        String id = "image:" + repository + (digest >= 0 ? "@" : ":") + version;
        return GraphNode.of(NodeKind.IMAGE, id, repository).withVersion(version);
    }

    static String repository(String text) {
        String plain = text.replaceAll("@.*", "");
        int colon = colon(plain);
        return colon < 0 ? plain : plain.substring(0, colon);
    }

    /** The tag; latest, as a container runtime reads it, where none is written. */
    static String tag(String text) {
        String plain = text.replaceAll("@.*", "");
        int colon = colon(plain);
        return colon < 0 ? "latest" : plain.substring(colon + 1);
    }

    /** Not the colon of a registry's port. */
    private static int colon(String plain) {
        int colon = plain.lastIndexOf(':');
        return colon > plain.lastIndexOf('/') ? colon : -1;
    }
}
