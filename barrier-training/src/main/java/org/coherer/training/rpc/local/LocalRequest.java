package org.coherer.training.rpc.local;

import java.nio.ByteBuffer;
import org.coherer.training.rpc.call.BufferPool;
import org.coherer.training.rpc.call.Connection;
import org.coherer.training.rpc.call.ReceivedRequest;

/** A request of a client of the same Java virtual machine. */
final class LocalRequest extends ReceivedRequest {

  private final LocalRequestClient.LocalCall call;

  LocalRequest(
      Connection connection,
      LocalRequestClient.LocalCall call,
      BufferPool pool,
      ByteBuffer memory) {
    super(connection, call.method(), call.capacity(), pool, memory);
    this.call = call;
  }

  @Override
  protected void send(ByteBuffer... content) {
    call.answer(content);
  }

  @Override
  protected void sendTooLong(long bytes) {
    call.tooLong(bytes);
  }

  @Override
  protected void sendRefusal(String why) {
    call.refuse(why);
  }
}
