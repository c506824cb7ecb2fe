package org.coherer.training.rpc;

/** Listens for clients and has their requests answered by a {@link RequestHandler}. */
public interface RequestServer extends AutoCloseable {

  /** Returns the host at which clients reach it. */
  String host();

  /** Returns the port at which clients reach it. */
  int port();

  /**
   * Stops listening and ends all connections. When it returns, the handler is not called any more.
   * Safe to call again.
   */
  @Override
  void close();
}
