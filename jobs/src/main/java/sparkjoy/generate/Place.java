package sparkjoy.generate;

import java.util.List;

/** Where a user lives, as the device reports it. */
record Place(String country, String locale, String timezone, String network) {
    static final List<Place> ALL = List.of(
            new Place("DE", "de-DE", "Europe/Berlin", "203.0.113."),
            new Place("FR", "fr-FR", "Europe/Paris", "198.51.100."),
            new Place("ES", "es-ES", "Europe/Madrid", "192.0.2."),
            new Place("PT", "pt-PT", "Atlantic/Azores", "203.0.113."),
            new Place("PL", "pl-PL", "Europe/Warsaw", "198.51.100."),
            new Place("BR", "pt-BR", "America/Sao_Paulo", "192.0.2."),
            new Place("JP", "ja-JP", "Asia/Tokyo", "203.0.113."),
            new Place("KR", "ko-KR", "Asia/Seoul", "198.51.100."),
            new Place("IN", "en-IN", "Asia/Kolkata", "192.0.2."),
            new Place("NP", "ne-NP", "Asia/Kathmandu", "203.0.113."),
            new Place("US", "en-US", "America/Los_Angeles", "198.51.100."));
}
