package org.coherer.training.embedding.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.coherer.training.vector.OffHeap;

/**
 * A file of little-endian elements, all of one length, mapped into memory in segments of a whole
 * number of them. Thread-safe, but for {@link #close}: nobody may read any more then.
 */
final class MappedFile implements AutoCloseable {

  private final ByteBuffer[] segments;
  private final LongBuffer[] longs;
  private final FloatBuffer[] floats;
  private final int shift;
  private final int mask;

  /**
   * Maps a file. It keeps no descriptor.
   *
   * @param elements how many there are
   * @param elementBytes the length of one
   * @param segmentBytes the most bytes of a segment, unless an element has more
   */
  MappedFile(Path file, long elements, int elementBytes, int segmentBytes) throws IOException {
    long most = Math.max(1, segmentBytes / elementBytes);
    shift = 63 - Long.numberOfLeadingZeros(most);
    mask = (1 << shift) - 1;
    int count = (int) ((elements + mask) >>> shift);
    segments = new ByteBuffer[count];
    longs = new LongBuffer[count];
    floats = new FloatBuffer[count];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (int i = 0; i < count; i++) {
        long from = (long) i << shift;
        long bytes = Math.min(1L << shift, elements - from) * elementBytes;
        segments[i] = channel.map(MapMode.READ_ONLY, from * elementBytes, bytes);
        longs[i] = segments[i].order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
        floats[i] = segments[i].asFloatBuffer();
      }
    } catch (IOException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Returns an element of 8 bytes. */
  long getLong(int element) {
    return longs[element >>> shift].get(element & mask);
  }

  /** Reads the first float of an element and the last one, to have them in the cache. */
  int touch(int element, int width) {
    FloatBuffer segment = floats[element >>> shift];
    int at = (element & mask) * width;
    return Float.floatToRawIntBits(segment.get(at))
        ^ Float.floatToRawIntBits(segment.get(at + width - 1));
  }

  /** Copies an element of so many floats. */
  void getFloats(int element, int width, float[] into, int to) {
    floats[element >>> shift].get((element & mask) * width, into, to, width);
  }

  /** Unmaps the file. */
  @Override
  public void close() {
    for (int i = 0; i < segments.length; i++) {
      if (segments[i] != null) {
        OffHeap.free(segments[i]);
        segments[i] = null;
      }
    }
  }
}
