package org.coherer.training.embedding.file;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.coherer.training.embedding.EmbeddingSpec;

/**
 * What a slice has of each row, and how many rows have a checksum together: the same rows in all of
 * its files.
 *
 * @param width the floats of a row
 * @param state the floats of its optimizer's state
 * @param withState whether there is a file of the state
 * @param blockRows the rows of a block, of which the last one may have less
 */
record SliceLayout(int width, int state, boolean withState, int blockRows) {

  /** Large enough for a disk, small enough for a processor's cache. */
  private static final int BLOCK_BYTES = 1 << 20;

  private static final int MOST_BLOCK_BYTES = 64 << 20;
  private static final int MOST_STATE = 2 * EmbeddingSpec.MOST_WIDTH + 1;

  /** Checks the numbers. */
  SliceLayout {
    long bytes = Long.max(Long.BYTES, Float.BYTES * Long.max(width, state + 1L));
    boolean valid = width > 0 && width <= EmbeddingSpec.MOST_WIDTH;
    valid &= state >= 0 && state <= MOST_STATE && blockRows > 0;
    if (!valid || blockRows * bytes > MOST_BLOCK_BYTES) {
      throw new IllegalArgumentException(
          "Invalid slice of %d floats and %d of state in blocks of %d rows"
              .formatted(width, state, blockRows));
    }
  }

  /** Returns the layout of a table's slices. */
  static SliceLayout of(EmbeddingSpec spec, boolean withState) {
    int state = spec.optimizer().stateOf(spec.width());
    int bytes = Math.max(Long.BYTES, Float.BYTES * Math.max(spec.width(), state + 1));
    return new SliceLayout(spec.width(), state, withState, BLOCK_BYTES / bytes);
  }

  SliceLayout withBlocksOf(int rows) {
    return new SliceLayout(width, state, withState, rows);
  }

  SliceLayout withoutState() {
    return new SliceLayout(width, state, false, blockRows);
  }

  List<SlicePart> parts() {
    return withState
        ? List.of(SlicePart.IDS, SlicePart.ROWS, SlicePart.STATE)
        : List.of(SlicePart.IDS, SlicePart.ROWS);
  }

  /** Returns the bytes of a row in one of the files. */
  int rowBytes(SlicePart part) {
    return switch (part) {
      case IDS -> Long.BYTES;
      case ROWS -> width * Float.BYTES;
      case STATE -> (state + 1) * Float.BYTES;
    };
  }

  /** Returns the number of blocks. */
  int blocks(long rows) {
    return (int) ((rows + blockRows - 1) / blockRows);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(width);
    out.writeInt(state);
    out.writeBoolean(withState);
    out.writeInt(blockRows);
  }

  static SliceLayout read(DataInputStream in) throws IOException {
    return new SliceLayout(in.readInt(), in.readInt(), in.readBoolean(), in.readInt());
  }
}
