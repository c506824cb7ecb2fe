package org.coherer.training.transport.link;

import java.net.ProtocolException;

/**
 * The message that a rank awaits.
 *
 * @param type data, or sum in place
 * @param step the training step to which it must belong
 * @param bytes the length that it must have
 */
public record Expected(FrameType type, long step, long bytes) {

  /**
   * Checks a message that has arrived.
   *
   * @throws ProtocolException if it is another message. The text shows both
   */
  public void check(FrameType theirType, long theirStep, long theirBytes) throws ProtocolException {
    if (theirStep != step) {
      throw new ProtocolException(
          "it is at step "
              + theirStep
              + ", this rank at step "
              + step
              + " (all ranks must make the same calls in the same order)");
    }
    if (theirBytes != bytes) {
      throw new ProtocolException(
          "it sent "
              + theirBytes
              + " bytes where "
              + bytes
              + " are expected (all ranks must use vectors of the same length)");
    }
    if (theirType != type) {
      throw new ProtocolException(
          "it makes a different call than this rank: its message is "
              + theirType
              + ", expected "
              + type
              + " (all ranks must make the same calls in the same order)");
    }
  }
}
