package org.coherer.training.transport.path;

import java.io.IOException;
import org.coherer.training.transport.PathKind;
import org.coherer.training.transport.Transport.Combine;
import org.coherer.training.vector.FlatVector;

/**
 * One way on which vectors go between this rank and one other. Never waits: who uses it begins a
 * message each way and then calls {@link #advance} until nothing is under way.
 *
 * <p>Used by one thread. Begun messages are matched in order; at most one each way is under way.
 * Vectors belong to the path from the begin until the message is complete or {@link #cancel}
 * returns.
 */
public interface VectorPath extends AutoCloseable {

  /**
   * The most bytes to move between two looks at anything else. For sockets, larger windows cost
   * less per byte: 1 MiB was 10 to 20% faster than 256 KiB.
   */
  int WINDOW_BYTES = 1024 * 1024;

  /** Returns which way it is. */
  PathKind kind();

  /** Begins to send a vector that belongs to a step. */
  void beginSend(long step, FlatVector out);

  /** Begins to receive a vector of this length that belongs to this step. */
  void beginReceive(long step, FlatVector in, Combine combine);

  /**
   * Begins to replace the vectors at both ends by their sum, in place. Counts as sending and as
   * receiving; the other end begins the same.
   */
  void beginSum(long step, FlatVector vector);

  /** Returns whether a message to the peer is not complete yet. */
  boolean sending();

  /** Returns whether a message from the peer is not complete yet. */
  boolean receiving();

  /** Returns the bytes of the message under way that the peer has not been handed yet. */
  long bytesLeftToSend();

  /** Returns the bytes of the message under way that have not come yet. */
  long bytesAwaited();

  /**
   * Moves what can be moved now; returns whether that was anything.
   *
   * @throws PeerAbortException if the peer has given up
   * @throws java.net.ProtocolException if the peer sent what was not expected
   * @throws IOException if the peer is lost
   */
  boolean advance() throws IOException;

  /** Drops what is under way. No vector is touched any more once it has returned. */
  void cancel();

  /** Cancels, and frees what the path holds. Safe to call again. */
  @Override
  void close();
}
