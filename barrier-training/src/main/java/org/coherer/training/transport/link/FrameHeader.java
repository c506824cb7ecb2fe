package org.coherer.training.transport.link;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.coherer.training.transport.RunIdentity;

/**
 * The header of every frame: {@link #BYTES} bytes, laid out as in docs/protocol.md.
 *
 * @param type the type of the payload
 * @param checksummed whether a checksum follows the payload
 * @param identity the run and the attempt of the sender
 * @param sender the sender's rank
 * @param step the training step to which the message belongs
 * @param sequence the number of frames that the sender sent on this connection before this one
 * @param payloadBytes the length of the payload, without its checksum
 */
public record FrameHeader(
    FrameType type,
    boolean checksummed,
    RunIdentity identity,
    int sender,
    long step,
    long sequence,
    long payloadBytes) {

  /** The length of a header. */
  public static final int BYTES = 52;

  /** The length of the checksum that may follow a payload. */
  public static final int TRAILER_BYTES = 4;

  static final int MAGIC = 0x434F4846; // "COHF"
  static final byte VERSION = 3;
  private static final int CHECKSUM_AT = BYTES - Integer.BYTES;
  private static final byte BYTE_ORDER =
      (byte) (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 0 : 1);

  /** Fills the buffer from its start and flips it. */
  public void encode(ByteBuffer target) {
    target
        .clear()
        .putInt(MAGIC)
        .put(VERSION)
        .put(type.code())
        .put(BYTE_ORDER)
        .put((byte) (checksummed ? 1 : 0))
        .putLong(identity.token())
        .putInt(identity.generation())
        .putInt(sender)
        .putLong(step)
        .putLong(sequence)
        .putLong(payloadBytes);
    target.putInt(checksum(target)).flip();
  }

  /**
   * Reads a header and checks its magic, checksum, version, type and byte order.
   *
   * @throws ProtocolException if the bytes are no valid header of this version
   */
  public static FrameHeader decode(ByteBuffer source) throws ProtocolException {
    source.rewind();
    int magic = source.getInt();
    if (magic != MAGIC) {
      throw new ProtocolException(
          String.format("no frame starts with 0x%08X (expected 0x%08X)", magic, MAGIC));
    }
    if (source.getInt(CHECKSUM_AT) != checksum(source)) {
      throw new ProtocolException("the checksum of a frame header does not match");
    }
    byte version = source.get();
    if (version != VERSION) {
      throw new ProtocolException("frame version " + version + " (this rank uses " + VERSION + ")");
    }
    FrameType type = FrameType.ofCode(source.get());
    if (source.get() != BYTE_ORDER) {
      throw new ProtocolException(
          "floats in another byte order than " + ByteOrder.nativeOrder() + ", this machine's");
    }
    boolean checksummed = source.get() == 1;
    RunIdentity identity = new RunIdentity(source.getLong(), source.getInt());
    return new FrameHeader(
        type,
        checksummed,
        identity,
        source.getInt(),
        source.getLong(),
        source.getLong(),
        source.getLong());
  }

  /**
   * Checks that this is the next frame of this sender, with a length that its type allows.
   *
   * @throws ProtocolException if it is not. The message shows the actual and the expected value
   */
  public void checkNext(RunIdentity expected, int rank, long number) throws ProtocolException {
    if (!identity.equals(expected)) {
      throw new ProtocolException("a frame of " + identity + " (expected " + expected + ")");
    }
    if (sender != rank) {
      throw new ProtocolException("a frame of rank " + sender + " (expected rank " + rank + ")");
    }
    if (sequence != number) {
      throw new ProtocolException("frame number " + sequence + " (expected " + number + ")");
    }
    if (payloadBytes < 0 || payloadBytes > type.maxPayloadBytes()) {
      throw new ProtocolException(
          type + " frame of " + payloadBytes + " bytes (at most " + type.maxPayloadBytes() + ")");
    }
  }

  private static int checksum(ByteBuffer header) {
    CRC32C checksum = new CRC32C();
    checksum.update(header.duplicate().position(0).limit(CHECKSUM_AT));
    return (int) checksum.getValue();
  }
}
