package org.coherer.training.driver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
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
  private static final long PAUSE_NANOS = 200_000_000;

  /**
   * Connects a rank to the driver. A driver that closes the connection in the handshake is tried
   * again, for a few seconds: it has to make way for others if there are many.
   */
  FrameLine connect(Purpose purpose, int rank, int attempt) throws IOException {
    long end = System.nanoTime() + CONNECT_TIMEOUT.toNanos();
    Hello hello = new Hello(purpose, access.token(), attempt, rank, Hello.DRIVER);
    while (true) {
      Socket connected = dial();
      try {
        Handshake handshake = Handshake.client(access.secret(), hello);
        handshake.over(connected, CONNECT_TIMEOUT);
        return new FrameLine(connected, handshake, access.encrypted());
      } catch (IOException e) {
        connected.close();
        if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private Socket dial() throws IOException {
    Socket fresh = new Socket();
    try {
      fresh.connect(new InetSocketAddress(host, port), (int) CONNECT_TIMEOUT.toMillis());
      fresh.setTcpNoDelay(true);
      return fresh;
    } catch (IOException e) {
      fresh.close();
      throw e;
    }
  }
}
