package org.coherer.training.embedding.file;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.coherer.training.embedding.file.DamagedTableException.Damage;

/**
 * What a manifest and a slice's header consist of: magic, version, length of the body and the
 * CRC-32C of these (16 bytes, in every version), then the body and its CRC-32C.
 *
 * @param body the fields
 * @param crc their CRC-32C
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Envelope(byte[] body, int crc) {

  private static final int PREAMBLE_BYTES = 16;
  private static final int CHECKED_BYTES = 12;
  private static final int MOST_BYTES = 64 << 20;

  /** The kinds of file. */
  enum Kind {
    MANIFEST("COHE", 1),
    SLICE("COHR", 1);

    private final String magic;
    private final int version;

    Kind(String magic, int version) {
      this.magic = magic;
      this.version = version;
    }

    private int number() {
      return magic.charAt(0) | magic.charAt(1) << 8 | magic.charAt(2) << 16 | magic.charAt(3) << 24;
    }
  }

  /** Writes the fields of a body. */
  @FunctionalInterface
  interface BodyWriter {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads the fields of a body; an error of its is one of the file. */
  @FunctionalInterface
  interface BodyReader<T> {
    T read(DataInputStream in) throws IOException;
  }

  /**
   * Returns the envelope of a body.
   *
   * @throws IllegalArgumentException if it is longer than a reader takes
   */
  static Envelope of(BodyWriter fields) {
    byte[] body = bytes(fields);
    if (body.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "Cannot write a header of %d bytes (must be at most %d)"
              .formatted(body.length, MOST_BYTES));
    }
    return new Envelope(body, crcOf(ByteBuffer.wrap(body)));
  }

  /** Returns fields as bytes: numbers big-endian, texts as {@link DataOutputStream} has them. */
  static byte[] bytes(BodyWriter fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      fields.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // only of a text of 64 KiB
    }
    return bytes.toByteArray();
  }

  /** Returns how many bytes it takes. */
  int bytes() {
    return PREAMBLE_BYTES + body.length + Integer.BYTES;
  }

  /** Writes it as a file. */
  void write(Kind kind, TableFiles files, String name) throws IOException {
    ByteBuffer all = buffer(bytes());
    all.putInt(kind.number()).putInt(kind.version).putInt(body.length);
    all.putInt(crcOf(all.slice(0, CHECKED_BYTES)));
    try (TableOutput out = files.create(name)) {
      out.write(all.put(body).putInt(crc).flip());
      out.commit();
    }
  }

  /** Opens a file of a snapshot. */
  static TableInput open(TableFiles files, String name) throws IOException {
    try {
      return files.open(name);
    } catch (FileNotFoundException e) {
      throw new DamagedTableException(files.path(name), Damage.MISSING, "there is no such file", e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws DamagedTableException if it is no whole one of this kind and version
   */
  static Envelope read(Kind kind, TableFiles files, String name) throws IOException {
    String path = files.path(name);
    try (TableInput file = open(files, name)) {
      int length = bodyLength(kind, read(file, 0, PREAMBLE_BYTES, path), path);
      ByteBuffer rest = read(file, PREAMBLE_BYTES, length + Integer.BYTES, path);
      byte[] body = new byte[length];
      rest.get(body);
      Envelope found = new Envelope(body, rest.getInt());
      if (crcOf(ByteBuffer.wrap(body)) != found.crc || file.length() != found.bytes()) {
        throw new DamagedTableException(
            path, Damage.ALTERED, "its checksum or its length does not match (it was altered)");
      }
      return found;
    }
  }

  private static int bodyLength(Kind kind, ByteBuffer preamble, String path)
      throws DamagedTableException {
    if (preamble.getInt() != kind.number()) {
      throw new DamagedTableException(path, Damage.FOREIGN, "it does not begin with " + kind.magic);
    }
    int version = preamble.getInt();
    int length = preamble.getInt();
    if (preamble.getInt() != crcOf(preamble.slice(0, CHECKED_BYTES))) {
      throw new DamagedTableException(
          path, Damage.ALTERED, "the checksum of its first bytes does not match (it was altered)");
    }
    if (version > kind.version) {
      String detail = "it has format version %d (this version of Coherer reads 1 to %d)";
      throw new DamagedTableException(path, Damage.NEWER, detail.formatted(version, kind.version));
    }
    if (version < 1 || length < 0 || length > MOST_BYTES) {
      throw new DamagedTableException(
          path, Damage.ALTERED, "version " + version + " or length " + length + " is invalid");
    }
    return length;
  }

  /**
   * Parses the body.
   *
   * @throws DamagedTableException if its fields cannot be
   */
  <T> T parse(String path, BodyReader<T> parser) throws DamagedTableException {
    try {
      return parse(body, parser);
    } catch (IOException | IllegalArgumentException e) {
      throw new DamagedTableException(
          path, Damage.ALTERED, "it has invalid fields (" + e.getMessage() + ")", e);
    }
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

  private static ByteBuffer read(TableInput file, long position, int length, String path)
      throws IOException {
    ByteBuffer bytes = buffer(0);
    if (position + length <= file.length()) {
      bytes = buffer(length);
      try {
        file.read(position, bytes);
      } catch (EOFException e) {
        bytes = buffer(0);
      }
    }
    if (bytes.position() < length) {
      String detail = "it has %d bytes where it needs %d (it is truncated)";
      throw new DamagedTableException(
          path, Damage.TRUNCATED, detail.formatted(file.length(), position + length));
    }
    return bytes.flip();
  }

  private static ByteBuffer buffer(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int crcOf(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
