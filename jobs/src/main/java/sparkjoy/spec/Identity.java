package sparkjoy.spec;

import java.util.List;

/** Which identifier is the unit that experiments and user counts are made of. */
public record Identity(
        @Explain("the unit of randomisation and of user counts") Unit unit,
        @Explain("values of userId and anonymousId that identify nobody, case-insensitive: such an id"
                        + " counts as absent, so"
                        + " that the other one is the unit, and is kept in rescued")
                List<String> placeholders) {

    public Identity {
        placeholders = List.copyOf(placeholders);
    }

    /** The unit of randomisation and of user counts. */
    public enum Unit {
        @Explain("the user id, else the anonymous id")
        USER_OR_ANONYMOUS,
        @Explain("the user id alone")
        USER,
        @Explain("the anonymous id alone")
        ANONYMOUS,
        @Explain("the user id, else the user that an identify or alias call names for the anonymous id:"
                + " the next such call"
                + " of that id, or the last where none follows; else the anonymous id. A late call changes"
                + " earlier days")
        STITCHED
    }
}
