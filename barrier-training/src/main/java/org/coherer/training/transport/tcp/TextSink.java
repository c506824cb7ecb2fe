package org.coherer.training.transport.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Receives a text whose length a header has stated, and which was found to be short. */
final class TextSink implements PayloadSink {

  private final ByteBuffer bytes;

  TextSink(int length) {
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

  String text() {
    return UTF_8.decode(bytes.duplicate().flip()).toString();
  }
}
