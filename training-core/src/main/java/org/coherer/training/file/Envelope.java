package org.coherer.training.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.coherer.training.file.DamagedFileException.Damage;

/**
 * What files of state begin with: magic, version, length of the body and the CRC-32C of these (16
 * bytes, in every version, little-endian), then the body and its CRC-32C.
 *
 * @param body the fields
 * @param crc their CRC-32C
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Envelope(byte[] body, int crc) {

  private static final int PREAMBLE_BYTES = 16;
  private static final int CHECKED_BYTES = 12;

  /**
   * Returns the envelope of a body.
   *
   * @throws IllegalArgumentException if it is longer than a reader takes
   */
  public static Envelope of(FileKind kind, byte[] body) {
    if (body.length > kind.mostBytes()) {
      throw new IllegalArgumentException(
          "Cannot write a header %s of %d bytes (must be at most %d)"
              .formatted(kind.magic(), body.length, kind.mostBytes()));
    }
    return new Envelope(body, crcOf(ByteBuffer.wrap(body)));
  }

  /** Returns how many bytes it takes. */
  public int bytes() {
    return PREAMBLE_BYTES + body.length + Integer.BYTES;
  }

  /** Returns the bytes of the file. */
  public ByteBuffer toBuffer(FileKind kind) {
    ByteBuffer all = buffer(bytes());
    all.putInt(kind.number()).putInt(kind.version()).putInt(body.length);
    all.putInt(crcOf(all.slice(0, CHECKED_BYTES)));
    return all.put(body).putInt(crc).flip();
  }

  /**
   * Reads an envelope from the beginning of a file.
   *
   * @param path what messages call the file
   * @throws DamagedFileException if there is no whole one of this kind and version
   */
  public static Envelope read(FileKind kind, RandomInput file, String path) throws IOException {
    int length = bodyLength(kind, read(file, 0, PREAMBLE_BYTES, path), path);
    ByteBuffer rest = read(file, PREAMBLE_BYTES, length + Integer.BYTES, path);
    byte[] body = new byte[length];
    rest.get(body);
    Envelope found = new Envelope(body, rest.getInt());
    if (crcOf(ByteBuffer.wrap(body)) != found.crc) {
      throw new DamagedFileException(
          path, Damage.ALTERED, "the checksum of its header does not match (it was altered)");
    }
    return found;
  }

  private static int bodyLength(FileKind kind, ByteBuffer preamble, String path)
      throws DamagedFileException {
    if (preamble.getInt() != kind.number()) {
      throw new DamagedFileException(
          path, Damage.FOREIGN, "it does not begin with " + kind.magic());
    }
    int version = preamble.getInt();
    int length = preamble.getInt();
    if (preamble.getInt() != crcOf(preamble.slice(0, CHECKED_BYTES))) {
      throw new DamagedFileException(
          path, Damage.ALTERED, "the checksum of its first bytes does not match (it was altered)");
    }
    if (version > kind.version()) {
      String detail = "it has format version %d (this version of Coherer reads 1 to %d)";
      throw new DamagedFileException(path, Damage.NEWER, detail.formatted(version, kind.version()));
    }
    if (version < 1 || length < 0 || length > kind.mostBytes()) {
      throw new DamagedFileException(
          path, Damage.ALTERED, "version " + version + " or length " + length + " is invalid");
    }
    return length;
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
      throw new DamagedFileException(
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
