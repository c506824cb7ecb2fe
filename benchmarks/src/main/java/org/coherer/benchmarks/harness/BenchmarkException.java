package org.coherer.benchmarks.harness;

/**
 * A benchmark cannot go on: a process failed, or a result that is checked before timing is wrong.
 */
public class BenchmarkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Reports a failed benchmark. */
  public BenchmarkException(String message) {
    super(message);
  }

  /** Reports a failed benchmark with its cause. */
  public BenchmarkException(String message, Throwable cause) {
    super(message, cause);
  }
}
