package org.coherer.training.engine.diagnostics;

import org.coherer.training.engine.EngineCapability;

/** Says where and with what an engine computes in this process, and how much memory that takes. */
public interface EngineDiagnostics extends EngineCapability {

  /**
   * Loads what the engine needs to compute, if that has not happened yet, and says what that is.
   * The same at every call.
   *
   * @throws IllegalStateException if it cannot be loaded. The message says why, and the remedy
   */
  ComputeReport inspect();

  /**
   * Returns how many bytes off the Java heap the engine's library has allocated in this process and
   * not freed; those count that wait for a garbage collection. Cheap; 0 where nothing is loaded.
   */
  long allocatedBytes();
}
