package org.coherer.training.transport.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Sends and receives plain bytes, from and to the callers' own buffers. */
final class PlainWire implements Wire {

  private final SocketChannel channel;

  PlainWire(SocketChannel channel) {
    this.channel = channel;
  }

  @Override
  public long write(ByteBuffer[] parts) throws IOException {
    return channel.write(parts);
  }

  @Override
  public boolean flushed() {
    return true;
  }

  @Override
  public long read(ByteBuffer[] parts) throws IOException {
    return channel.read(parts);
  }

  @Override
  public void close() {
    Channels.close(channel);
  }
}
