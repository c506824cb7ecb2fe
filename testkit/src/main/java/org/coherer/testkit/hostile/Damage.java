package org.coherer.testkit.hostile;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** Damages files: bits, lengths, and parts that are cut off, removed, repeated or exchanged. */
public final class Damage {

  private static final long[] EXTREMES = {
    0,
    1,
    -1,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0xffff,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 32,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    1L << 40
  };

  private Damage() {}

  /** Returns a copy with one to four kinds of damage. */
  public static byte[] of(byte[] file, Random random) {
    byte[] damaged = file.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      damaged = once(damaged, random);
    }
    return damaged;
  }

  private static byte[] once(byte[] file, Random random) {
    if (file.length < Long.BYTES) {
      return new byte[random.nextInt(64)];
    }
    return switch (random.nextInt(8)) {
      case 0, 1 -> flipped(file, random);
      case 2, 3 -> extreme(file, random);
      case 4 -> Arrays.copyOf(file, random.nextInt(file.length));
      case 5 -> spliced(file, random, 0);
      case 6 -> spliced(file, random, 2);
      default -> exchanged(file, random);
    };
  }

  private static byte[] flipped(byte[] file, Random random) {
    for (int i = random.nextInt(8); i >= 0; i--) {
      file[place(file, random)] ^= (byte) (1 << random.nextInt(8));
    }
    return file;
  }

  /** Half of all places are near the beginning, where headers are. */
  private static int place(byte[] file, Random random) {
    return random.nextInt(random.nextBoolean() ? Math.min(file.length, 2048) : file.length);
  }

  /** Writes a number that no length, count or address should have, in either order of bytes. */
  private static byte[] extreme(byte[] file, Random random) {
    long value = EXTREMES[random.nextInt(EXTREMES.length)];
    int width = 1 << random.nextInt(4);
    int at = Math.min(place(file, random), file.length - width);
    boolean reversed = random.nextBoolean();
    for (int i = 0; i < width; i++) {
      file[at + (reversed ? width - 1 - i : i)] = (byte) (value >> (8 * i));
    }
    return file;
  }

  /** Repeats a part so many times; 0 removes it. */
  private static byte[] spliced(byte[] file, Random random, int times) {
    int start = place(file, random);
    int end = Math.min(file.length, start + 1 + random.nextInt(1 << random.nextInt(12)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(file, 0, start);
    for (int i = 0; i < times; i++) {
      out.write(file, start, end - start);
    }
    out.write(file, end, file.length - end);
    return out.toByteArray();
  }

  private static byte[] exchanged(byte[] file, Random random) {
    int length = 1 + random.nextInt(Math.min(file.length, 64));
    int one = Math.min(place(file, random), file.length - length);
    int other = Math.min(place(file, random), file.length - length);
    byte[] part = Arrays.copyOfRange(file, one, one + length);
    System.arraycopy(file, other, file, one, length);
    System.arraycopy(part, 0, file, other, length);
    return file;
  }
}
