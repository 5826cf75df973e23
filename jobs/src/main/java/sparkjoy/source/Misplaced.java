package sparkjoy.source;

import java.io.Serializable;

/** A file or folder that lies where Segment puts none, or is named as no log of the source; a folder stands for all that is in it. */
public record Misplaced(String path, String sourceId, Fault fault, String detail) implements Serializable {}
