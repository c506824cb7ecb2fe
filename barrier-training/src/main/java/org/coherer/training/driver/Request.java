package org.coherer.training.driver;

/** What the driver asks a rank for, over the connection on which that reports. */
final class Request {

  private static final byte CHECKPOINT = 'C';

  private Request() {}

  /** Returns the request to take a checkpoint soon. */
  static byte[] checkpoint() {
    return new byte[] {CHECKPOINT};
  }

  static boolean isCheckpoint(byte[] content) {
    return content.length == 1 && content[0] == CHECKPOINT;
  }
}
