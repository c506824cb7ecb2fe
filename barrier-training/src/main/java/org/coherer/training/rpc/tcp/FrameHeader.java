package org.coherer.training.rpc.tcp;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The header of every frame: {@link #BYTES} bytes, laid out as in docs/protocol.md.
 *
 * @param kind what the frame is
 * @param method of a request: what is asked for
 * @param tag the number of the request on this connection, by which an answer names it
 * @param length the bytes of the content, which follows
 * @param capacity of a request: how many bytes its answer may have; of an answer that is too long:
 *     how many it would have
 * @param checksum of the content, if there is one
 */
record FrameHeader(
    FrameKind kind, int method, long tag, long length, long capacity, Checksum checksum) {

  /** The length of a header. */
  static final int BYTES = 44;

  private static final int MAGIC = 0x434F4852; // "COHR"
  private static final byte VERSION = 1;
  private static final int CHECKSUM_AT = BYTES - Integer.BYTES;
  private static final byte BYTE_ORDER =
      (byte) (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 0 : 1);

  /** The CRC-32C of a content, or none. */
  record Checksum(boolean present, int value) {

    static final Checksum NONE = new Checksum(false, 0);

    /** Computes the checksum of a content. */
    static Checksum of(ByteBuffer... content) {
      CRC32C crc = new CRC32C();
      for (ByteBuffer each : content) {
        crc.update(each.duplicate());
      }
      return of(crc);
    }

    static Checksum of(CRC32C crc) {
      return new Checksum(true, (int) crc.getValue());
    }
  }

  static FrameHeader heartbeat() {
    return new FrameHeader(FrameKind.HEARTBEAT, 0, 0, 0, 0, Checksum.NONE);
  }

  /** Writes the header at the position of a buffer, and moves that. */
  void encode(ByteBuffer target) {
    int start = target.position();
    target
        .putInt(MAGIC)
        .put(VERSION)
        .put(kind.code())
        .put(BYTE_ORDER)
        .put((byte) (checksum.present ? 1 : 0))
        .putInt(method)
        .putLong(tag)
        .putLong(length)
        .putLong(capacity)
        .putInt(checksum.value);
    target.putInt(checksum(target, start));
  }

  /**
   * Reads a header at the position of a buffer, moves that, and checks magic, checksum, version,
   * kind, byte order and the signs of lengths.
   *
   * @throws ProtocolException if the bytes are no valid header of this version
   */
  static FrameHeader decode(ByteBuffer source) throws ProtocolException {
    int start = source.position();
    int magic = source.getInt();
    if (magic != MAGIC) {
      throw new ProtocolException(
          String.format("no frame starts with 0x%08X (expected 0x%08X)", magic, MAGIC));
    }
    if (source.getInt(start + CHECKSUM_AT) != checksum(source, start)) {
      throw new ProtocolException("the checksum of a frame header does not match");
    }
    byte version = source.get();
    if (version != VERSION) {
      throw new ProtocolException("frame version " + version + " (this side uses " + VERSION + ")");
    }
    FrameKind kind = FrameKind.ofCode(source.get());
    if (source.get() != BYTE_ORDER) {
      throw new ProtocolException(
          "numbers in another byte order than " + ByteOrder.nativeOrder() + ", this machine's");
    }
    boolean checksummed = source.get() == 1;
    FrameHeader header =
        new FrameHeader(
            kind,
            source.getInt(),
            source.getLong(),
            source.getLong(),
            source.getLong(),
            new Checksum(checksummed, source.getInt()));
    source.position(start + BYTES);
    header.checkLengths();
    return header;
  }

  private void checkLengths() throws ProtocolException {
    boolean content = kind != FrameKind.HEARTBEAT && kind != FrameKind.TOO_LONG;
    if (length < 0 || capacity < 0 || (!content && length > 0)) {
      throw new ProtocolException(
          kind + " frame of " + length + " bytes, with space for " + capacity);
    }
  }

  private static int checksum(ByteBuffer bytes, int start) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().limit(start + CHECKSUM_AT).position(start));
    return (int) crc.getValue();
  }
}
