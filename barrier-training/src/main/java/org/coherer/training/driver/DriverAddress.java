package org.coherer.training.driver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.coherer.training.transport.auth.Handshake;
import org.coherer.training.transport.auth.Hello;
import org.coherer.training.transport.auth.Purpose;

/**
 * Where the driver of a run listens for its tasks.
 *
 * @param host a name or an address
 * @param port a TCP port
 * @param access what admits a task
 */
public record DriverAddress(String host, int port, RunAccess access) {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Connects a rank to the driver. */
  FrameLine connect(Purpose purpose, int rank, int attempt) throws IOException {
    Socket fresh = new Socket();
    try {
      fresh.connect(new InetSocketAddress(host, port), (int) CONNECT_TIMEOUT.toMillis());
      fresh.setTcpNoDelay(true);
      Hello hello = new Hello(purpose, access.token(), attempt, rank, Hello.DRIVER);
      Handshake handshake = Handshake.client(access.secret(), hello);
      handshake.over(fresh, CONNECT_TIMEOUT);
      return new FrameLine(fresh, handshake, access.encrypted());
    } catch (IOException e) {
      fresh.close();
      throw e;
    }
  }
}
