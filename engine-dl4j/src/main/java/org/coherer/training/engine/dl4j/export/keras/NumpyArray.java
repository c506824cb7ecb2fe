package org.coherer.training.engine.dl4j.export.keras;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.coherer.training.engine.dl4j.export.Numbers;

/**
 * Writes arrays as NumPy's {@code save} does, in version 1.0 of its format: a magic string, the
 * length of a header, a Python dictionary, and the numbers in C order.
 */
final class NumpyArray {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  /** The numbers begin at a multiple of it. */
  private static final int ALIGNMENT = 64;

  private static final int CHUNK_FLOATS = 16 * 1024;

  private NumpyArray() {}

  /** Writes an array, and leaves the stream open. */
  static void write(Numbers numbers, OutputStream out) throws IOException {
    String sizes =
        Arrays.stream(numbers.sizes())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    String header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': ("
            + sizes
            + (numbers.sizes().length == 1 ? "," : "")
            + "), }";
    int before = MAGIC.length + Short.BYTES;
    int length = header.length() + 1;
    length += Math.floorMod(-(before + length), ALIGNMENT);
    String padded = header + " ".repeat(length - header.length() - 1) + "\n";
    out.write(MAGIC);
    out.write(length & 0xff);
    out.write(length >> Byte.SIZE);
    out.write(padded.getBytes(StandardCharsets.US_ASCII));
    float[] values = numbers.values();
    ByteBuffer chunk =
        ByteBuffer.allocate(CHUNK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < values.length; at += CHUNK_FLOATS) {
      int count = Math.min(CHUNK_FLOATS, values.length - at);
      chunk.asFloatBuffer().put(values, at, count);
      out.write(chunk.array(), 0, count * Float.BYTES);
    }
  }
}
