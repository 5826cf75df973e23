package sparkjoy.init;

import sparkjoy.review.ColumnWords;

/**
 * A path that may hold a column.
 *
 * @param match how its name fits
 * @param evidence what was seen there, without values
 */
record Candidate(PathProfile profile, ColumnWords.Match match, String evidence) {
    String path() {
        return profile.path();
    }

    long count() {
        return profile.count();
    }
}
