package org.coherer.training.server;

import java.util.SortedMap;

/**
 * Rows of embedding tables, which a server has beside its part of the parameters. Workers push
 * gradients of rows before they send the step that these belong to, over the same connection; here
 * the server says what becomes of them. It calls all of this under its lock.
 */
public interface HeldRows {

  /** None. */
  HeldRows NONE = new HeldRows() {};

  /**
   * Some steps begin; no worker takes part yet.
   *
   * @param newEpoch whether they are the first of an epoch
   */
  default void begin(boolean newEpoch) {}

  /** Updates are now made with this factor of the rates, as so-manieth of all. */
  default void at(long update, double rateFactor) {}

  /** The rows, and with them the server, stand where so many steps of each worker are applied. */
  default void restored(SortedMap<Integer, Long> steps) {}

  /** A worker takes part from now on, over a connection that takes the place of any before. */
  default void join(int worker, long connection) {}

  /** A worker takes part no longer. */
  default void leave(int worker) {}

  /**
   * Adds what a worker has pushed for a step to a synchronous update. Called in the order of the
   * workers.
   */
  default void add(int worker, long step) {}

  /**
   * Applies what has been added.
   *
   * @param weight what the gradients are divided by; above zero
   */
  default void update(double weight) {}

  /** Forgets what has been added: the update is not made. */
  default void drop() {}

  /** Returns whether the rows have come to an end, so that all workers are to leave. */
  default boolean exhausted() {
    return false;
  }
}
