package org.coherer.training.server.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.coherer.training.embedding.file.SliceSummary;

/**
 * What a server says of the slices that it has written: of each the number of bytes of its summary,
 * 4 bytes in native order, and the summary.
 */
final class SavedSlices {

  private static final int LENGTH = Integer.BYTES + new SliceSummary(0, 0, 0, 0).encode().length;

  private SavedSlices() {}

  static ByteBuffer encode(List<SliceSummary> slices) {
    ByteBuffer out = allocate(slices.size());
    for (SliceSummary slice : slices) {
      byte[] summary = slice.encode();
      out.putInt(summary.length).put(summary);
    }
    return out.flip();
  }

  /** Returns space for the answer of a server with so many tables. */
  static ByteBuffer allocate(int tables) {
    return ByteBuffer.allocate(tables * LENGTH).order(ByteOrder.nativeOrder());
  }

  static List<SliceSummary> decode(ByteBuffer in) {
    List<SliceSummary> slices = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] summary = new byte[in.getInt()];
      in.get(summary);
      try {
        slices.add(SliceSummary.decode(summary));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return slices;
  }
}
