package org.coherer.training.trace;

/** What a part of a step is spent on. */
public enum Phase {
  /** All of it, or all steps up to an exchange where ranks exchange seldom. */
  STEP('s', "step"),
  /** Waiting for the next batch. */
  DATA('d', "data"),
  /** Forward and backward through the network, on one batch. */
  PASS('p', "pass"),
  /** One layer's outputs. */
  FORWARD('f', "forward"),
  /** One layer's gradients. */
  BACKWARD('b', "backward"),
  /** The loss, with its gradient. */
  LOSS('l', "loss"),
  /** Exchanging gradients, or what takes their place, and waiting for other ranks in it. */
  EXCHANGE('x', "exchange"),
  /** Exchanging a part of the gradients while the backward pass goes on, on a thread of its own. */
  BUCKET('k', "bucket"),
  /** Looking through the gradients, and clipping them. */
  CLIP('c', "clip"),
  /** The optimizer's step. */
  UPDATE('u', "optimizer");

  private final byte code;
  private final String label;

  Phase(char code, String label) {
    this.code = (byte) code;
    this.label = label;
  }

  /** Returns what stands for it in messages. */
  public byte code() {
    return code;
  }

  /** Returns what it is called where people read it. */
  public String label() {
    return label;
  }

  /**
   * Returns the phase of a code.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Phase of(byte code) {
    for (Phase phase : values()) {
      if (phase.code == code) {
        return phase;
      }
    }
    throw new IllegalArgumentException("Unknown phase " + code + " of a step");
  }
}
