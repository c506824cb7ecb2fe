package org.coherer.training.driver;

import org.coherer.training.transport.ImpossibleTransportException;
import org.coherer.training.transport.TransportException;

/** What the failure of a rank is worth: whether it is the first cause, and whether to try again. */
public enum FailureKind {
  /** The rank only noticed that another one was lost. */
  ECHO((byte) 0),
  /** Another attempt may succeed. */
  RETRYABLE((byte) 1),
  /** Every attempt would fail in the same way: it is a matter of the input or the settings. */
  FINAL((byte) 2);

  private final byte code;

  FailureKind(byte code) {
    this.code = code;
  }

  /** Returns the byte that stands for it in a report. */
  byte code() {
    return code;
  }

  /** Returns the kind that a byte stands for; {@code null} if it stands for none. */
  static FailureKind coded(byte code) {
    for (FailureKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    return null;
  }

  /**
   * Classifies what ended a rank.
   *
   * <p>The rows, the plan and the code are the same in every attempt. So an argument that cannot be
   * used, numbers that overflow, memory that does not suffice and classes that are missing are
   * {@link #FINAL}. Disks, threads and everything that is not known may do better the next time.
   */
  public static FailureKind of(Throwable failure) {
    if (failure instanceof TransportException) {
      return failure instanceof ImpossibleTransportException ? FINAL : ECHO;
    }
    if (failure instanceof OutOfMemoryError) {
      return String.valueOf(failure.getMessage()).contains("native thread") ? RETRYABLE : FINAL;
    }
    boolean hopeless =
        failure instanceof IllegalArgumentException
            || failure instanceof UnsupportedOperationException
            || failure instanceof ArithmeticException
            || failure instanceof NegativeArraySizeException
            || failure instanceof LinkageError
            || failure instanceof StackOverflowError;
    return hopeless ? FINAL : RETRYABLE;
  }
}
