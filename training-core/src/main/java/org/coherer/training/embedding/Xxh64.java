package org.coherer.training.embedding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The hash XXH64 as in its specification (Collet, "xxHash fast digest algorithm", version 0.1.1).
 */
final class Xxh64 {

  private static final long PRIME_1 = 0x9e3779b185ebca87L;
  private static final long PRIME_2 = 0xc2b2ae3d27d4eb4fL;
  private static final long PRIME_3 = 0x165667b19e3779f9L;
  private static final long PRIME_4 = 0x85ebca77c2b2ae63L;
  private static final long PRIME_5 = 0x27d4eb2f165667c5L;
  private static final int STRIPE = 32;

  private Xxh64() {}

  static long hash(byte[] bytes, long seed) {
    ByteBuffer input = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long hash = bytes.length >= STRIPE ? stripes(input, seed) : seed + PRIME_5;
    return avalanche(rest(input, hash + bytes.length));
  }

  private static long stripes(ByteBuffer input, long seed) {
    long a = seed + PRIME_1 + PRIME_2;
    long b = seed + PRIME_2;
    long c = seed;
    long d = seed - PRIME_1;
    while (input.remaining() >= STRIPE) {
      a = round(a, input.getLong());
      b = round(b, input.getLong());
      c = round(c, input.getLong());
      d = round(d, input.getLong());
    }
    long hash =
        Long.rotateLeft(a, 1)
            + Long.rotateLeft(b, 7)
            + Long.rotateLeft(c, 12)
            + Long.rotateLeft(d, 18);
    return merge(merge(merge(merge(hash, a), b), c), d);
  }

  private static long rest(ByteBuffer input, long from) {
    long hash = from;
    while (input.remaining() >= Long.BYTES) {
      hash = Long.rotateLeft(hash ^ round(0, input.getLong()), 27) * PRIME_1 + PRIME_4;
    }
    if (input.remaining() >= Integer.BYTES) {
      long word = Integer.toUnsignedLong(input.getInt());
      hash = Long.rotateLeft(hash ^ word * PRIME_1, 23) * PRIME_2 + PRIME_3;
    }
    while (input.hasRemaining()) {
      hash = Long.rotateLeft(hash ^ Byte.toUnsignedLong(input.get()) * PRIME_5, 11) * PRIME_1;
    }
    return hash;
  }

  private static long round(long lane, long word) {
    return Long.rotateLeft(lane + word * PRIME_2, 31) * PRIME_1;
  }

  private static long merge(long hash, long lane) {
    return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
  }

  private static long avalanche(long hash) {
    long z = (hash ^ (hash >>> 33)) * PRIME_2;
    z = (z ^ (z >>> 29)) * PRIME_3;
    return z ^ (z >>> 32);
  }
}
