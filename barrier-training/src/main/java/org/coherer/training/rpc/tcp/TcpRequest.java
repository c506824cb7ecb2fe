package org.coherer.training.rpc.tcp;

import java.nio.ByteBuffer;
import org.coherer.training.rpc.call.BufferPool;
import org.coherer.training.rpc.call.Contents;
import org.coherer.training.rpc.call.ReceivedRequest;

/** A request that has come over a socket. */
final class TcpRequest extends ReceivedRequest {

  private final ServedConnection connection;
  private final FrameHeader header;

  /**
   * Takes over a content.
   *
   * @param capacity how many bytes the answer may have
   */
  TcpRequest(
      ServedConnection connection,
      FrameHeader header,
      long capacity,
      BufferPool pool,
      ByteBuffer memory) {
    super(connection.connection(), header.method(), capacity, pool, memory);
    this.connection = connection;
    this.header = header;
  }

  @Override
  protected void send(ByteBuffer... content) {
    connection.reply(FrameKind.ANSWER, header, Contents.bytes(content), content);
  }

  @Override
  protected void sendTooLong(long bytes) {
    connection.reply(FrameKind.TOO_LONG, header, bytes);
  }

  @Override
  protected void sendRefusal(String why) {
    ByteBuffer text = Contents.encode(why);
    connection.reply(FrameKind.REFUSAL, header, text.remaining(), text);
  }
}
