package org.coherer.benchmarks.clicks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.coherer.examples.clicks.Click;
import org.coherer.examples.clicks.ClickLog;

/**
 * Rows of a log as plain numbers in little-endian order, for PyTorch: {@code SPLIT.numbers} (32-bit
 * integers, the numbers of the fields' ids, row by row), {@code SPLIT.dense} (32-bit floats),
 * {@code SPLIT.clicks} (bytes, 1 or 0).
 *
 * @param folder where they are
 */
record ClickFiles(Path folder) {

  /** Writes rows in the place of those that are there. */
  void write(String split, ClickLog log, long start, long end) throws IOException {
    Files.createDirectories(folder);
    int fields = log.fields().size();
    ByteBuffer numbers = buffer(fields * Integer.BYTES);
    ByteBuffer dense = buffer(log.dense() * Float.BYTES);
    try (OutputStream numbersOut = open(split + ".numbers");
        OutputStream denseOut = open(split + ".dense");
        OutputStream clicksOut = open(split + ".clicks")) {
      for (Iterator<Click> all = log.clicks(start, end).iterator(); all.hasNext(); ) {
        Click click = all.next();
        for (int field = 0; field < fields; field++) {
          numbers.putInt(field * Integer.BYTES, click.number(field));
        }
        dense.clear().asFloatBuffer().put(click.dense());
        numbersOut.write(numbers.array());
        denseOut.write(dense.array());
        clicksOut.write(click.clicked() ? 1 : 0);
      }
    }
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private OutputStream open(String name) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)));
  }
}
