package org.coherer.training.transport;

import org.coherer.training.vector.FlatVector;

/**
 * Moves vectors between the ranks of one run. A transport is connected to all ranks when it is
 * created.
 *
 * <p>The one primitive is the simultaneous send and receive, so that rings and pairs cannot
 * deadlock and need no extra threads. Messages are matched by the order of the calls on both sides;
 * an unexpected message (another step, length, rank or generation) is an error and never becomes
 * data. Every wait ends by a deadline, by cancellation or by a peer's abort. Once a call has
 * returned or thrown, its vectors are not touched any more.
 *
 * <p>Used by one thread at a time, except {@link #cancel} and {@link #close}.
 */
public interface Transport extends AutoCloseable {

  /** How a received value is combined with the element that it arrives for. */
  enum Combine {
    /** It replaces the element. */
    COPY,
    /** It is added to the element. */
    ADD
  }

  /** Returns the rank of this end. */
  int rank();

  /** Returns the number of ranks. */
  int worldSize();

  /** Returns where a rank runs. */
  Locality locality(int rank);

  /** Returns the kind of link that carries vectors between this rank and a peer. */
  LinkKind link(int peer);

  /**
   * Sets the training step of all messages from now on. Both ends of a message must have set the
   * same step.
   */
  void step(long step);

  /**
   * Throws if the run cannot go on: for whoever computes for long between two exchanges. Moves no
   * vector and does not wait.
   *
   * @throws TransportException if a rank is known to be lost or has aborted, or this one is
   *     cancelled or interrupted
   */
  void check();

  /**
   * Sends {@code out} to rank {@code to} while it receives as many floats as {@code in} holds from
   * rank {@code from}; returns when both are done. Both ranks may be the same, but not this one.
   * The two vectors must not overlap.
   *
   * @throws TransportException if either rank is lost, silent beyond a deadline, has aborted, or is
   *     out of step
   */
  void exchange(int to, FlatVector out, int from, FlatVector in, Combine combine);

  /**
   * Replaces every element of the vector, here and at the other rank, by the sum of both. The other
   * rank calls the same with its own vector. Both end with the same bits.
   *
   * @throws TransportException as {@link #exchange}
   */
  void sumWith(int peer, FlatVector vector);

  /**
   * Sends a vector to one rank. Returns when the vector may be changed again, possibly before the
   * other rank has received it.
   *
   * @throws TransportException as {@link #exchange}
   */
  void send(int to, FlatVector out);

  /**
   * Receives a vector from one rank.
   *
   * @throws TransportException as {@link #exchange}
   */
  void receive(int from, FlatVector in, Combine combine);

  /**
   * Aborts the run: sends the cause to all ranks that can still be reached, whose current or next
   * call throws a {@link TransportException} with it. Never throws and waits at most two seconds.
   */
  void abort(String cause);

  /**
   * Ends the call in progress in another thread, if there is one: it throws. The connections stay
   * open, so that {@link #abort} can still send the cause to the other ranks. An interrupt would
   * not do: it closes the socket that the call is using.
   */
  void cancel();

  /**
   * Closes all connections. Safe to call again, and from another thread: a call in progress then
   * throws. After an orderly shutdown (no call failed or is in progress) other ranks notice only if
   * they await this one.
   */
  @Override
  void close();
}
