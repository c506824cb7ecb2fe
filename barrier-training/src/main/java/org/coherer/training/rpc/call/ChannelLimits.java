package org.coherer.training.rpc.call;

/**
 * What may be under way at once.
 *
 * <p>A request counts with its content and with the longest answer that it has space for, from the
 * moment it is sent until its answer is complete. One that is larger than all bounds is under way
 * alone.
 *
 * @param requests the most requests of one connection
 * @param bytes the most bytes of one connection
 * @param contentBytes the longest content of a request or an answer
 * @param handlers the threads of a server that handle requests
 */
public record ChannelLimits(int requests, long bytes, int contentBytes, int handlers) {

  private static final int MOST_HANDLERS = 4;
  private static final int MOST_CONTENT_BYTES = 1 << 30;

  /**
   * Enough that the longest way of a network is full: 1024 requests, 128 MiB; contents of up to 1
   * GiB, and up to four threads.
   */
  public static final ChannelLimits DEFAULT =
      new ChannelLimits(
          1024,
          128L << 20,
          MOST_CONTENT_BYTES,
          Math.min(MOST_HANDLERS, Runtime.getRuntime().availableProcessors()));

  /** Checks that all are positive. */
  public ChannelLimits {
    requirePositive("requests", requests);
    requirePositive("bytes", bytes);
    requirePositive("contentBytes", contentBytes);
    if (contentBytes > MOST_CONTENT_BYTES) {
      throw new IllegalArgumentException(
          "Invalid contentBytes " + contentBytes + " (must be at most " + MOST_CONTENT_BYTES + ")");
    }
    requirePositive("handlers", handlers);
  }

  private static void requirePositive(String name, long limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("Invalid " + name + " " + limit + " (must be at least 1)");
    }
  }

  /** Returns what both ends of a connection allow. */
  public ChannelLimits and(ChannelLimits other) {
    return new ChannelLimits(
        Math.min(requests, other.requests),
        Math.min(bytes, other.bytes),
        Math.min(contentBytes, other.contentBytes),
        handlers);
  }

  /** Returns whether one more request of some bytes may be under way beside others. */
  public boolean admits(int requestsUnderWay, long bytesUnderWay, long more) {
    return requestsUnderWay == 0 || (requestsUnderWay < requests && bytesUnderWay + more <= bytes);
  }

  /**
   * Returns how many bytes a request counts with.
   *
   * @param content the bytes of its content
   * @param capacity the bytes that its answer has space for
   */
  public long weight(long content, long capacity) {
    return content + capacity(capacity);
  }

  /** Returns how many bytes an answer may have where there is space for some. */
  public long capacity(long space) {
    return Math.min(space, contentBytes);
  }

  /**
   * Checks the content of a request.
   *
   * @throws IllegalArgumentException if it is too long
   */
  public void checkContent(long bytes) {
    if (bytes > contentBytes) {
      throw new IllegalArgumentException(
          "Invalid request of " + bytes + " bytes (must be at most " + contentBytes + ")");
    }
  }
}
