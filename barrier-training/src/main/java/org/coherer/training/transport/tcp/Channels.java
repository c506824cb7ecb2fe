package org.coherer.training.transport.tcp;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Configures and closes sockets. */
public final class Channels {

  private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

  private Channels() {}

  /**
   * Configures a connection for low latency. Buffer sizes stay with the operating system: fixed
   * ones (0.2 to 4 MB) were no faster, and under a low limit they keep it from growing the buffers
   * itself.
   */
  public static void configure(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  /** Closes a resource that is no longer needed; a failure is only logged. */
  public static void close(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      LOG.debug("Cannot close {}", closeable, e);
    }
  }
}
