package sparkjoy.error;

/** Something that the user can fix; the message says what is wrong, with the value, and how. Anything else is a bug. */
public class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UserError(String message) {
        super(message);
    }

    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
