package org.coherer.training.embedding.file;

/**
 * Which part of a snapshot a slice is.
 *
 * @param table the number of the table, from 0
 * @param server the number of the server, which is that of its shard, from 0
 * @param servers how many there were
 */
public record SlicePlace(int table, int server, int servers) {

  /** The most tables of a snapshot. */
  static final int MOST_TABLES = 1 << 16;

  /** Checks the numbers. */
  public SlicePlace {
    if (table < 0 || table >= MOST_TABLES || server < 0 || server >= servers) {
      throw new IllegalArgumentException(
          ("Invalid slice of table %d, server %d of %d"
                  + " (must be from 0 to %d, and from 0 to servers - 1)")
              .formatted(table, server, servers, MOST_TABLES - 1));
    }
  }

  /** Returns the name of the file that says what the others hold. */
  String header() {
    return name("slice");
  }

  /** Returns the name of the file with one part of each row. */
  String file(SlicePart part) {
    return name(part.ending());
  }

  private String name(String ending) {
    return "table-%05d.%05d-of-%05d.%s".formatted(table, server, servers, ending);
  }
}
