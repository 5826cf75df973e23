package sparkjoy.spec;

import java.util.List;

/**
 * What is wrong at a place of a specification, found by more than its syntax.
 *
 * @param path keys from the top; a number is an item of a list, the first is 0
 */
public record Complaint(List<String> path, String message) {
    public Complaint {
        path = List.copyOf(path);
    }
}
