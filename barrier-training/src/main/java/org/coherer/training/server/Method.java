package org.coherer.training.server;

/** What a parameter server is asked for; see docs/protocol.md for the content of each request. */
enum Method {
  /** The driver begins some steps of an epoch. */
  BEGIN(1),
  /** A worker takes part from now on. */
  JOIN(2),
  /** A worker has made a step, and wants the parameters for the next one. */
  STEP(3),
  /** A worker has made its last step. */
  LEAVE(4),
  /** Where the server stands. */
  POSITION(5),
  /** Some of its parameters, or of the optimizer's state. */
  READ(6),
  /** Replaces some of them. */
  WRITE(7),
  /** Replaces where it stands. */
  RESTORE(8),
  /** Has all workers leave after the step that they are making. */
  HALT(9);

  private final int code;

  Method(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Method of(int code) {
    for (Method method : values()) {
      if (method.code == code) {
        return method;
      }
    }
    throw new IllegalArgumentException("Unknown method " + code + " of a parameter server");
  }
}
