package org.coherer.benchmarks.raw;

import java.nio.ByteBuffer;
import org.coherer.benchmarks.harness.BenchmarkException;

/** Two direct buffers of one size: what is moved, and where it is moved to. */
final class RawMemory {

  private static final int PERIOD = 251;

  private final ByteBuffer out;
  private final ByteBuffer in;

  RawMemory(int bytes) {
    out = ByteBuffer.allocateDirect(bytes);
    in = ByteBuffer.allocateDirect(bytes);
  }

  int bytes() {
    return out.capacity();
  }

  /** Returns a view of what is moved, to be positioned by whoever asks. */
  ByteBuffer out() {
    return out.duplicate();
  }

  /** Returns a view of where it is moved to. */
  ByteBuffer in() {
    return in.duplicate();
  }

  void copy() {
    in.put(0, out, 0, out.capacity());
  }

  /** Fills the memory with bytes that differ between ranks. */
  void mark(int rank) {
    for (int i = 0; i < out.capacity(); i++) {
      out.put(i, marked(rank, i));
    }
  }

  /** Fails unless what arrived is what a rank has marked. */
  void expectMark(int rank) {
    for (int i = 0; i < in.capacity(); i++) {
      if (in.get(i) != marked(rank, i)) {
        throw new BenchmarkException(
            "Wrong bytes: byte %d of %d is %d (must be %d, from rank %d)"
                .formatted(i, in.capacity(), in.get(i), marked(rank, i), rank));
      }
    }
  }

  private static byte marked(int rank, int index) {
    return (byte) (rank + index % PERIOD);
  }
}
