package org.coherer.training.transport.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Receives a short payload, whose length was checked with its header. */
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
