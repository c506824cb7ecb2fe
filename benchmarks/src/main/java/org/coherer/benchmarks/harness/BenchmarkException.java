package org.coherer.benchmarks.harness;

/**
 * A benchmark cannot go on: a process failed, or a result that is checked before timing is wrong.
 */
public class BenchmarkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates one without a cause. */
  public BenchmarkException(String message) {
    super(message);
  }

  /** Creates one with the exception that was noticed here. */
  public BenchmarkException(String message, Throwable cause) {
    super(message, cause);
  }
}
