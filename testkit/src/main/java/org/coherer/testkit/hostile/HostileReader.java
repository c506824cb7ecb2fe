package org.coherer.testkit.hostile;

import java.util.Random;

/**
 * A reader of files that may come from anybody, with files to damage. An implementation has a
 * public constructor without arguments, since {@link HostileRun} makes it in a JVM of its own.
 */
public interface HostileReader {

  /** Reads a good file, since the first read in a JVM takes long. */
  void prepare() throws Exception;

  /** Returns a file to read, damaged as the random numbers have it. */
  byte[] file(Random random) throws Exception;

  /**
   * Reads a file, as a whole.
   *
   * @throws Exception any, of which {@link #isTyped} says whether it may be thrown
   */
  void read(byte[] file) throws Exception;

  /** Returns whether an error is one that the reader's users are told of. */
  boolean isTyped(Throwable error);
}
