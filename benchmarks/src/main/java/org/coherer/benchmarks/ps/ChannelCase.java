package org.coherer.benchmarks.ps;

/**
 * What is sent over a channel.
 *
 * @param bytes the content of a request, and of its answer
 * @param outstanding how many requests are under way at once
 */
record ChannelCase(int bytes, int outstanding) {

  /** Returns the bytes that are under way at once in each direction. */
  int bytesUnderWay() {
    return Math.multiplyExact(bytes, outstanding);
  }
}
