package org.coherer.training.transport.tcp;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all sockets here have in common. */
final class Channels {

  private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

  private Channels() {}

  /**
   * Prepares a connection for short messages that somebody waits for. Buffer sizes are left to the
   * operating system: fixed ones (0.2 to 4 MB) were no faster, and where the limit for them is low
   * they keep it from growing the buffers itself.
   */
  static void configure(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  /** Closes what is of no use any more; a failure to do so harms nobody. */
  static void close(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      LOG.debug("Cannot close {}", closeable, e);
    }
  }
}
