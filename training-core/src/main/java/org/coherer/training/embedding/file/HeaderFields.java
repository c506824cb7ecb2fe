package org.coherer.training.embedding.file;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The fields of a header as bytes: numbers big-endian, texts as {@link DataOutputStream} has them.
 */
final class HeaderFields {

  /** Writes fields. */
  @FunctionalInterface
  interface BodyWriter {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads fields; an error of its is one of the file. */
  @FunctionalInterface
  interface BodyReader<T> {
    T read(DataInputStream in) throws IOException;
  }

  private HeaderFields() {}

  /** Returns fields as bytes. */
  static byte[] bytes(BodyWriter fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      fields.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // only of a text of 64 KiB
    }
    return bytes.toByteArray();
  }

  /** Parses bytes, all of them. */
  static <T> T parse(byte[] bytes, BodyReader<T> parser) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    T parsed = parser.read(in);
    if (in.available() > 0) {
      throw new IOException(in.available() + " bytes follow the last field (must be none)");
    }
    return parsed;
  }

  /** Reads the number of elements that follow, and takes no more than there is space for. */
  static int count(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > in.available()) {
      throw new IOException("a count is " + count + " where " + in.available() + " bytes follow");
    }
    return count;
  }
}
