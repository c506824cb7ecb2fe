package org.coherer.training.transport.auth;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.coherer.training.crypto.RecordCipher;

/**
 * One side of a mutual proof that both ends of a connection know the run's secret.
 *
 * <p>Four messages of fixed length: the client's hello with a nonce, the server's nonce, the
 * client's proof, the server's proof. The server does not answer a hello that it does not expect,
 * and proves nothing to a client that has not proved itself, so an unauthenticated peer learns only
 * that a port is open. The secret itself is never sent.
 *
 * <p>A handshake only produces and consumes messages: the caller sends {@link #opening}, then
 * passes in messages of exactly {@link #awaitedBytes} and sends the result of {@link #answer},
 * until no message is awaited. {@link #over} does all this on a blocking socket. Serves one
 * connection; not thread-safe.
 */
public sealed interface Handshake permits ClientHandshake, ServerHandshake {

  /** Returns the connecting side, which identifies itself with this hello. */
  static Handshake client(RunSecret secret, Hello hello) {
    return new ClientHandshake(secret, hello);
  }

  /**
   * Returns the accepting side, which accepts clients that the admission expects and that know the
   * secret.
   */
  static Handshake server(RunSecret secret, Admission admission) {
    return new ServerHandshake(secret, admission);
  }

  /** Returns the bytes to send before anything is read; may be empty. */
  byte[] opening();

  /** Returns the length of the next awaited message; zero once the handshake is done. */
  int awaitedBytes();

  /**
   * Processes the awaited message and returns the answer; may be empty.
   *
   * @throws HandshakeException if the other side must be refused: close without an answer
   */
  byte[] answer(byte[] message) throws HandshakeException;

  /** Returns the most likely meaning of a close by the other side at this point. */
  String meaningOfClose();

  /**
   * Returns the authenticated hello of the connection.
   *
   * @throws IllegalStateException if the handshake is not done
   */
  Hello hello();

  /**
   * Returns a new cipher for the records that this side sends, keyed for this connection. To be
   * called once: the nonces start anew.
   *
   * @throws IllegalStateException if the handshake is not done
   */
  RecordCipher sealer();

  /**
   * Returns a new cipher for the records that this side receives; see {@link #sealer}.
   *
   * @throws IllegalStateException if the handshake is not done
   */
  RecordCipher opener();

  /**
   * Runs the whole handshake on a blocking socket and returns the authenticated hello. Leaves the
   * socket open in either case, with the read timeout that it had.
   *
   * @param timeout the longest time for the whole handshake, however slowly bytes arrive
   * @throws HandshakeException if either side refuses the other
   * @throws java.net.SocketTimeoutException if it takes longer than {@code timeout}
   * @throws IOException if the connection breaks
   */
  default Hello over(Socket socket, Duration timeout) throws IOException {
    return BlockingHandshake.run(this, socket, timeout);
  }
}
