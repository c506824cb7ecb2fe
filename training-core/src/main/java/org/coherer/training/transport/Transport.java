package org.coherer.training.transport;

import org.coherer.training.vector.FlatVector;

/**
 * Moves vectors between the ranks of one run. Connected to all ranks when it is handed out.
 *
 * <p>The one primitive is the simultaneous send and receive, so that rings and pairs need neither
 * threads nor luck. Every message is matched by the order in which both sides name each other; a
 * message that is not the one expected (another step, length, rank or generation) is an error,
 * never data. Every wait ends by a deadline, by cancellation or by a peer's abort. Once a call has
 * returned or thrown, its vectors are not touched any more.
 *
 * <p>Used by one thread at a time, except {@link #cancel} and {@link #close}.
 */
public interface Transport extends AutoCloseable {

  /** What becomes of a received value. */
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
  Place place(int rank);

  /** Returns the way on which vectors go between this rank and another one. */
  PathKind path(int peer);

  /**
   * Names the training step to which all messages from now on belong. Both ends of a message must
   * name the same.
   */
  void step(long step);

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
   * Sends a vector to one rank; returns when the vector may be changed again, which may be before
   * it was received or not.
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
   * Tells all ranks, as far as they can still be told, that this one gives up, and why. Their
   * current or next call throws a {@link TransportException} with the cause. Never throws and waits
   * at most two seconds.
   */
  void abort(String cause);

  /**
   * Ends the call that is under way in another thread, if there is one: it throws. The connections
   * stay, so that {@link #abort} can still tell the other ranks why. An interrupt would not do: it
   * closes the socket that the call is using.
   */
  void cancel();

  /**
   * Closes all connections. Safe to call again, and from another thread: the call that is under way
   * then throws. After an orderly end (no call failed or is under way) other ranks notice only if
   * they await this one.
   */
  @Override
  void close();
}
