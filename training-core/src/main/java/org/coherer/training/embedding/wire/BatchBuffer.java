package org.coherer.training.embedding.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.coherer.training.vector.OffHeap;

/** Memory off the heap for something of each distinct id of a batch, with a view for each shard. */
final class BatchBuffer implements AutoCloseable {

  private final ByteBuffer[] views;
  private ByteBuffer whole;
  private FloatBuffer floats;

  BatchBuffer(int shards) {
    views = new ByteBuffer[shards];
  }

  /** Has at least so many bytes; whatever was there is lost. */
  void reserve(int bytes) {
    if (whole == null || bytes > whole.capacity()) {
      close();
      whole = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
      floats = whole.asFloatBuffer();
      for (int i = 0; i < views.length; i++) {
        views[i] = whole.duplicate().order(ByteOrder.nativeOrder());
      }
    }
  }

  ByteBuffer whole() {
    return whole;
  }

  /** Returns the whole memory as floats. */
  FloatBuffer floats() {
    return floats;
  }

  /** Returns the view of a shard, which is from one byte to another. */
  ByteBuffer view(int shard, int from, int to) {
    return views[shard].limit(to).position(from);
  }

  @Override
  public void close() {
    if (whole != null) {
      OffHeap.free(whole);
      whole = null;
    }
  }
}
