package org.coherer.datasource.webdataset;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The fields of a header block. */
final class TarHeader {
  static final int BLOCK_BYTES = 512;

  static final int NAME_BYTES = 100;
  static final int MODE = 100;
  static final int SIZE = 124;
  static final int NUMBER_BYTES = 12;
  static final int CHECKSUM = 148;
  static final int CHECKSUM_BYTES = 8;
  static final int TYPE = 156;
  static final int MAGIC = 257;

  private static final int PREFIX = 345;
  private static final int PREFIX_BYTES = 155;
  private static final byte[] USTAR = "ustar\0".getBytes(StandardCharsets.US_ASCII);
  private static final int BINARY = 0x80;

  private final byte[] block;

  TarHeader(byte[] block) {
    this.block = block;
  }

  /** Returns whether this is the block of zeros at the end. */
  boolean isEnd() {
    return Arrays.equals(block, new byte[BLOCK_BYTES]);
  }

  /** Returns whether the checksum is right. */
  boolean isWhole() {
    return number(CHECKSUM, CHECKSUM_BYTES) == checksum(block);
  }

  char type() {
    return (char) block[TYPE];
  }

  /** Returns the size, negative if it is no number. */
  long size() {
    return number(SIZE, NUMBER_BYTES);
  }

  /** Returns the name, with the prefix that POSIX puts before it. */
  String name() throws CharacterCodingException {
    String name = text(block, 0, NAME_BYTES);
    boolean isPosix = Arrays.equals(block, MAGIC, MAGIC + USTAR.length, USTAR, 0, USTAR.length);
    String prefix = isPosix ? text(block, PREFIX, PREFIX_BYTES) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  /** Returns the sum of a block's bytes, its checksum taken for spaces. */
  static int checksum(byte[] block) {
    int sum = 0;
    for (int i = 0; i < BLOCK_BYTES; i++) {
      boolean isChecksum = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_BYTES;
      sum += isChecksum ? ' ' : Byte.toUnsignedInt(block[i]);
    }
    return sum;
  }

  /** Returns a text that ends before the first zero. */
  static String text(byte[] bytes, int offset, int length) throws CharacterCodingException {
    int end = offset;
    while (end < offset + length && bytes[end] != 0) {
      end++;
    }
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(bytes, offset, end - offset))
        .toString();
  }

  /** Returns an octal number, or a binary one as GNU writes large ones; -1 if it is neither. */
  private long number(int offset, int length) {
    if ((block[offset] & BINARY) != 0) {
      return binary(offset, length);
    }
    String digits =
        new String(block, offset, length, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip();
    if (digits.isEmpty()) {
      return 0;
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char digit = digits.charAt(i);
      if (digit < '0' || digit > '7') {
        return -1;
      }
      value = value << 3 | (digit - '0');
    }
    return value;
  }

  private long binary(int offset, int length) {
    long value = ByteBuffer.wrap(block).getLong(offset + length - Long.BYTES);
    for (int i = offset + 1; i < offset + length - Long.BYTES; i++) {
      value = block[i] == 0 ? value : -1;
    }
    return Byte.toUnsignedInt(block[offset]) == BINARY ? value : -1;
  }
}
