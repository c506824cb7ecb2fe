package org.coherer.benchmarks.process;

/** What a process of a benchmark can do. Asked by one thread, one request at a time. */
public interface Worker extends AutoCloseable {

  /**
   * Does what it is told and returns the answer, one line.
   *
   * @throws Exception if it cannot; the text reaches whoever asked
   */
  String answer(Request request) throws Exception;

  /** Called once, after the last request. */
  @Override
  void close();
}
