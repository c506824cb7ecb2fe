package org.coherer.training.rpc.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Contents that lie in several buffers, one after the other. Positions of the buffers stay. */
public final class Contents {

  /** Refusals and their messages are cut to so many characters, four bytes each at most. */
  private static final int MOST_CHARS = 4096;

  /** The longest text in bytes. */
  public static final int MOST_TEXT_BYTES = 4 * MOST_CHARS;

  private Contents() {}

  /** Returns how many bytes remain in all. */
  public static long bytes(ByteBuffer... content) {
    long bytes = 0;
    for (ByteBuffer each : content) {
      bytes += each.remaining();
    }
    return bytes;
  }

  /** Returns views with positions of their own. */
  public static ByteBuffer[] views(ByteBuffer... content) {
    ByteBuffer[] views = new ByteBuffer[content.length];
    for (int i = 0; i < content.length; i++) {
      views[i] = content[i].duplicate();
    }
    return views;
  }

  /** Copies all to the position of a buffer, and moves that. */
  public static void copy(ByteBuffer[] content, ByteBuffer to) {
    for (ByteBuffer each : content) {
      to.put(to.position(), each, each.position(), each.remaining());
      to.position(to.position() + each.remaining());
    }
  }

  /** Cuts a text to what has at most {@link #MOST_TEXT_BYTES}. */
  static String cut(String text) {
    return text.substring(0, Math.min(text.length(), MOST_CHARS));
  }

  /** Encodes a text. */
  public static ByteBuffer encode(String text) {
    return UTF_8.encode(text);
  }

  /** Decodes a text. */
  public static String decode(ByteBuffer bytes) {
    return UTF_8.decode(bytes.duplicate()).toString();
  }
}
