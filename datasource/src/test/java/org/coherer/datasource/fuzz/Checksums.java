package org.coherer.datasource.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Makes checksums right, which a fuzzer does not guess: behind them is most of a reader. */
final class Checksums {
  private static final int RECORD_HEADER_BYTES = Long.BYTES + Integer.BYTES;
  private static final int MASK_BITS = 15;
  private static final int MASK_DELTA = 0xA282EAD8;

  private static final int BLOCK_BYTES = 512;
  private static final int SIZE = 124;
  private static final int SUM = 148;
  private static final int SUM_BYTES = 8;

  private Checksums() {}

  /** Returns the same with the checksums of records of a TFRecord file. */
  static byte[] ofRecords(byte[] input) {
    ByteBuffer out = ByteBuffer.wrap(input.clone()).order(ByteOrder.LITTLE_ENDIAN);
    while (out.remaining() >= RECORD_HEADER_BYTES) {
      int start = out.position();
      long length = out.getLong();
      out.putInt(masked(out.array(), start, Long.BYTES));
      if (length < 0 || length > out.remaining() - Integer.BYTES) {
        return out.array();
      }
      out.position(out.position() + (int) length);
      out.putInt(masked(out.array(), start + RECORD_HEADER_BYTES, (int) length));
    }
    return out.array();
  }

  /** Returns the same with the checksums of headers of a tar archive. */
  static byte[] ofTar(byte[] input) {
    byte[] out = input.clone();
    long next = 0;
    while (next <= out.length - BLOCK_BYTES) {
      int start = (int) next;
      int sum = ' ' * SUM_BYTES;
      for (int i = 0; i < BLOCK_BYTES; i++) {
        sum += i >= SUM && i < SUM + SUM_BYTES ? 0 : Byte.toUnsignedInt(out[start + i]);
      }
      if (sum == ' ' * SUM_BYTES) {
        return out;
      }
      byte[] text = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(text, 0, out, start + SUM, SUM_BYTES);
      next += BLOCK_BYTES + dataBytes(out, start);
    }
    return out;
  }

  private static int masked(byte[] bytes, int start, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, start, length);
    return Integer.rotateRight((int) checksum.getValue(), MASK_BITS) + MASK_DELTA;
  }

  /** Returns how many bytes of blocks follow a header, 0 if that is no number. */
  private static long dataBytes(byte[] out, int start) {
    long bytes = 0;
    for (int i = start + SIZE; i < start + SIZE + 11; i++) {
      if (out[i] < '0' || out[i] > '7') {
        break;
      }
      bytes = bytes * 8 + (out[i] - '0');
    }
    return (bytes + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
  }
}
