package org.coherer.training.transport.link;

import java.io.IOException;
import org.coherer.training.transport.LinkKind;
import org.coherer.training.transport.Transport.Combine;
import org.coherer.training.vector.FlatVector;

/**
 * Carries vectors between this rank and one peer. Never blocks: the caller begins a message in each
 * direction and then calls {@link #advance} until none is in progress.
 *
 * <p>Used by one thread. Messages are matched in the order in which they begin; at most one per
 * direction is in progress. The link uses a vector from the begin until the message is complete or
 * {@link #cancel} returns.
 */
public interface Link extends AutoCloseable {

  /**
   * The most bytes to move before anything else is checked. For sockets, larger windows cost less
   * per byte: 1 MiB was 10 to 20% faster than 256 KiB.
   */
  int WINDOW_BYTES = 1024 * 1024;

  /** Returns the kind of this link. */
  LinkKind kind();

  /** Begins to send a vector that belongs to a step. */
  void beginSend(long step, FlatVector out);

  /** Begins to receive a vector of this length that belongs to this step. */
  void beginReceive(long step, FlatVector in, Combine combine);

  /**
   * Begins to replace the vectors at both ends by their sum, in place. Counts as sending and as
   * receiving; the other end does the same.
   */
  void beginSum(long step, FlatVector vector);

  /** Returns whether a message to the peer is not complete yet. */
  boolean sending();

  /** Returns whether a message from the peer is not complete yet. */
  boolean receiving();

  /** Returns how many bytes of the current message are still to be sent. */
  long bytesLeftToSend();

  /** Returns how many bytes of the awaited message have not arrived yet. */
  long bytesAwaited();

  /**
   * Moves as many bytes as possible without waiting; returns whether any moved.
   *
   * @throws AbortReceivedException if the peer has aborted
   * @throws java.net.ProtocolException if the peer sent an unexpected message
   * @throws IOException if the peer is lost
   */
  boolean advance() throws IOException;

  /** Drops the messages in progress. Once it has returned, no vector is touched any more. */
  void cancel();

  /** Cancels, and frees the memory of the link. Safe to call again. */
  @Override
  void close();
}
