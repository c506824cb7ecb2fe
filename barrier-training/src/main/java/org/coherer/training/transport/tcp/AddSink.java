package org.coherer.training.transport.tcp;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.coherer.training.vector.FlatVector;

/** Receives into a staging buffer and adds whole floats to a vector while they are in the cache. */
final class AddSink implements PayloadSink {

  private final FlatVector target;
  private final ByteBuffer staging;
  private final LongSupplier bytesFree;
  private long added;

  /**
   * Uses the staging buffer until the payload is complete.
   *
   * @param bytesFree supplies how many bytes of the target, from its start, may be changed by now
   */
  AddSink(FlatVector target, ByteBuffer staging, LongSupplier bytesFree) {
    this.target = target;
    this.staging = staging.clear();
    this.bytesFree = bytesFree;
  }

  @Override
  public long totalBytes() {
    return target.length() * Float.BYTES;
  }

  @Override
  public ByteBuffer window() {
    long free = Math.min(totalBytes(), bytesFree.getAsLong()) - added * Float.BYTES;
    return staging.limit((int) Math.min(staging.capacity(), free));
  }

  @Override
  public void advanced() {
    staging.flip();
    int wholeBytes = staging.remaining() & -Float.BYTES;
    target.add(added, staging.slice(0, wholeBytes));
    added += wholeBytes / Float.BYTES;
    staging.position(wholeBytes).compact();
  }
}
