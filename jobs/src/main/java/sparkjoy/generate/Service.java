package sparkjoy.generate;

/** The recommender services that fill the app's lists. */
enum Service {
    HOME_FEED("home_feed"),
    SEARCH_RANK("search_rank"),
    CART_CROSS_SELL("cart_cross_sell");

    private final String label;

    Service(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
