package org.coherer.training.embedding.file;

/** What a slice has of each row, in a file of its own. */
enum SlicePart {
  /** The id, 8 bytes. */
  IDS("ids"),
  /** The row, 4 bytes for each float. */
  ROWS("rows"),
  /** The optimizer's state, 4 bytes for each float, and the step of the last push, 4. */
  STATE("state");

  private final String ending;

  SlicePart(String ending) {
    this.ending = ending;
  }

  String ending() {
    return ending;
  }
}
