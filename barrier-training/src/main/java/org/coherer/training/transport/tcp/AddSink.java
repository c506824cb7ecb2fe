package org.coherer.training.transport.tcp;

import java.nio.ByteBuffer;
import org.coherer.training.vector.FlatVector;

/** Receives into a staging buffer and adds what is whole floats to a vector while it is warm. */
final class AddSink implements PayloadSink {

  private final FlatVector target;
  private final ByteBuffer staging;
  private long added;

  /** Uses the staging buffer until the payload is complete. */
  AddSink(FlatVector target, ByteBuffer staging) {
    this.target = target;
    this.staging = staging.clear();
    limitToPayload();
  }

  @Override
  public long totalBytes() {
    return target.length() * Float.BYTES;
  }

  @Override
  public ByteBuffer window() {
    return staging;
  }

  @Override
  public void advanced() {
    staging.flip();
    int count = staging.remaining() / Float.BYTES;
    if (count > 0) {
      ByteBuffer whole = staging.slice(0, count * Float.BYTES);
      target.slice(added, count).add(FlatVector.wrap(whole));
      added += count;
      staging.position(count * Float.BYTES);
    }
    staging.compact();
    limitToPayload();
  }

  private void limitToPayload() {
    long bytesLeft = (target.length() - added) * Float.BYTES;
    staging.limit((int) Math.min(staging.capacity(), bytesLeft));
  }
}
