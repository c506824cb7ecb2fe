package org.coherer.training.transport.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Receives a few bytes whose number a header has stated, and which was found to be small. */
final class ShortSink implements PayloadSink {

  private final ByteBuffer bytes;

  ShortSink(int length) {
    bytes = ByteBuffer.allocate(length);
  }

  @Override
  public long totalBytes() {
    return bytes.capacity();
  }

  @Override
  public ByteBuffer window() {
    return bytes;
  }

  @Override
  public void advanced() {
    // The window is the whole payload.
  }

  ByteBuffer bytes() {
    return bytes.duplicate().flip();
  }

  String text() {
    return UTF_8.decode(bytes()).toString();
  }
}
