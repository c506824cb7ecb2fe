package org.coherer.training.checkpoint.format;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.coherer.training.checkpoint.format.DamagedCheckpointException.Damage;
import org.coherer.training.checkpoint.storage.CheckpointFiles;
import org.coherer.training.checkpoint.storage.RandomInput;

/**
 * What both kinds of file begin with: magic, version, length of the body and the CRC-32C of these
 * (16 bytes, in every version), then the body and its CRC-32C.
 *
 * @param body the fields
 * @param crc their CRC-32C
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Envelope(byte[] body, int crc) {

  private static final int PREAMBLE_BYTES = 16;
  private static final int CHECKED_BYTES = 12;

  /** The kinds of file. */
  enum Kind {
    MANIFEST("COHM", 1, 64 << 20),
    SLICE("COHS", 1, 16 << 20);

    private final String magic;
    private final int version;
    private final int mostBytes;

    Kind(String magic, int version, int mostBytes) {
      this.magic = magic;
      this.version = version;
      this.mostBytes = mostBytes;
    }

    private int number() {
      return magic.charAt(0) | magic.charAt(1) << 8 | magic.charAt(2) << 16 | magic.charAt(3) << 24;
    }
  }

  /**
   * Returns the envelope of a body.
   *
   * @throws IllegalArgumentException if it is longer than a reader takes
   */
  static Envelope of(Kind kind, FieldWriter fields) {
    byte[] body = fields.toBytes();
    if (body.length > kind.mostBytes) {
      throw new IllegalArgumentException(
          "Cannot write a %s of %d bytes (must be at most %d)"
              .formatted(kind, body.length, kind.mostBytes));
    }
    return new Envelope(body, crcOf(ByteBuffer.wrap(body)));
  }

  /** Returns how many bytes it takes. */
  int bytes() {
    return PREAMBLE_BYTES + body.length + Integer.BYTES;
  }

  ByteBuffer toBuffer(Kind kind) {
    ByteBuffer all = buffer(bytes());
    all.putInt(kind.number()).putInt(kind.version).putInt(body.length);
    all.putInt(crcOf(all.slice(0, CHECKED_BYTES)));
    return all.put(body).putInt(crc).flip();
  }

  /**
   * Opens a file of a checkpoint.
   *
   * @throws DamagedCheckpointException if it is not there
   */
  static RandomInput open(CheckpointFiles files, String name) throws IOException {
    try {
      return files.open(name);
    } catch (FileNotFoundException e) {
      throw new DamagedCheckpointException(
          files.path(name), Damage.MISSING, "there is no such file", e);
    }
  }

  /**
   * Reads an envelope from the beginning of a file.
   *
   * @param path what messages call the file
   * @throws DamagedCheckpointException if there is no whole one of this kind and version
   */
  static Envelope read(Kind kind, RandomInput file, String path) throws IOException {
    int length = bodyLength(kind, read(file, 0, PREAMBLE_BYTES, path), path);
    ByteBuffer rest = read(file, PREAMBLE_BYTES, length + Integer.BYTES, path);
    byte[] body = new byte[length];
    rest.get(body);
    Envelope found = new Envelope(body, rest.getInt());
    if (crcOf(ByteBuffer.wrap(body)) != found.crc) {
      throw new DamagedCheckpointException(
          path, Damage.ALTERED, "the checksum of its header does not match (it was altered)");
    }
    return found;
  }

  private static int bodyLength(Kind kind, ByteBuffer preamble, String path)
      throws DamagedCheckpointException {
    if (preamble.getInt() != kind.number()) {
      throw new DamagedCheckpointException(
          path, Damage.FOREIGN, "it does not begin with " + kind.magic);
    }
    int version = preamble.getInt();
    int length = preamble.getInt();
    if (preamble.getInt() != crcOf(preamble.slice(0, CHECKED_BYTES))) {
      throw new DamagedCheckpointException(
          path, Damage.ALTERED, "the checksum of its first bytes does not match (it was altered)");
    }
    if (version > kind.version) {
      String detail = "it has format version %d (this version of Coherer reads 1 to %d)";
      throw new DamagedCheckpointException(
          path, Damage.NEWER, detail.formatted(version, kind.version));
    }
    if (version < 1 || length < 0 || length > kind.mostBytes) {
      throw new DamagedCheckpointException(
          path, Damage.ALTERED, "version " + version + " or length " + length + " is invalid");
    }
    return length;
  }

  /**
   * Parses the body.
   *
   * @throws DamagedCheckpointException if its fields cannot be
   */
  <T> T parse(String path, Function<FieldReader, T> parser) throws DamagedCheckpointException {
    FieldReader fields = new FieldReader(body);
    try {
      T parsed = parser.apply(fields);
      fields.end();
      return parsed;
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      throw new DamagedCheckpointException(
          path, Damage.ALTERED, "its header has invalid fields (" + e + ")", e);
    }
  }

  private static ByteBuffer read(RandomInput file, long position, int length, String path)
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
      String detail = "it has %d bytes where its header alone needs %d (it is truncated)";
      throw new DamagedCheckpointException(
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
