package org.coherer.benchmarks.clicks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
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
    byte[] numbers = new byte[fields * Integer.BYTES];
    byte[] dense = new byte[log.dense() * Float.BYTES];
    IntBuffer allNumbers = littleEndian(numbers).asIntBuffer();
    FloatBuffer allDense = littleEndian(dense).asFloatBuffer();
    try (OutputStream numbersOut = open(split + ".numbers");
        OutputStream denseOut = open(split + ".dense");
        OutputStream clicksOut = open(split + ".clicks")) {
      for (Iterator<Click> all = log.clicks(start, end).iterator(); all.hasNext(); ) {
        Click click = all.next();
        for (int field = 0; field < fields; field++) {
          allNumbers.put(field, click.number(field));
        }
        allDense.put(0, click.dense());
        numbersOut.write(numbers);
        denseOut.write(dense);
        clicksOut.write(click.clicked() ? 1 : 0);
      }
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private OutputStream open(String name) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)));
  }
}
