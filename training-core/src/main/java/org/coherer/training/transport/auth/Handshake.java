package org.coherer.training.transport.auth;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/**
 * One side of a mutual proof that both ends of a connection know the run's secret.
 *
 * <p>Four messages of fixed length: the client's hello with a nonce, the server's nonce, the
 * client's proof, the server's proof. The server answers nothing to a hello that it does not want
 * and proves nothing to a client that has not proved itself, so a stranger learns only that a port
 * is open. The secret itself is never sent.
 *
 * <p>This is the exchange alone, without input and output: who uses it sends {@link #opening}, then
 * hands in messages of exactly {@link #awaitedBytes} and sends what {@link #answer} returns, until
 * none is awaited. {@link #over} does all this on a blocking socket. Serves one connection; not
 * thread-safe.
 */
public sealed interface Handshake permits ClientHandshake, ServerHandshake {

  /** Returns the connecting side, which introduces itself with this hello. */
  static Handshake client(RunSecret secret, Hello hello) {
    return new ClientHandshake(secret, hello);
  }

  /**
   * Returns the accepting side, which lets in whom the admission wants and who knows the secret.
   */
  static Handshake server(RunSecret secret, Admission admission) {
    return new ServerHandshake(secret, admission);
  }

  /** Returns what to send before anything is read; may be empty. */
  byte[] opening();

  /** Returns the length of the message that is awaited next; zero once the handshake is done. */
  int awaitedBytes();

  /**
   * Takes the awaited message and returns what to send in return; may be empty.
   *
   * @throws HandshakeException if the other side is to be refused: close without an answer
   */
  byte[] answer(byte[] message) throws HandshakeException;

  /** Returns what a close by the other side means at this point, as far as one can know. */
  String meaningOfClose();

  /**
   * Returns the hello of the connection, which by now is proved.
   *
   * @throws IllegalStateException if the handshake is not done
   */
  Hello hello();

  /**
   * Returns a new cipher for what this side sends over the connection, with the key that the two
   * sides now have in common. To be used once: its nonces start anew.
   *
   * @throws IllegalStateException if the handshake is not done
   */
  RecordCipher sealer();

  /**
   * Returns a new cipher for what this side receives; see {@link #sealer}.
   *
   * @throws IllegalStateException if the handshake is not done
   */
  RecordCipher opener();

  /**
   * Runs the whole handshake on a blocking socket and returns the proved hello. Leaves the socket
   * open in either case, with the read timeout that it had.
   *
   * @param timeout the longest time for all of it, however slowly the bytes drip in
   * @throws HandshakeException if either side refuses the other
   * @throws java.net.SocketTimeoutException if it takes longer than {@code timeout}
   * @throws IOException if the connection breaks
   */
  default Hello over(Socket socket, Duration timeout) throws IOException {
    return BlockingHandshake.run(this, socket, timeout);
  }
}
