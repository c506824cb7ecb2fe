package org.coherer.training.rpc;

/**
 * What a server does with requests. Called on threads of the server: for those of one connection
 * one after the other, in the order in which they were sent; for those of different connections at
 * the same time. A request that it throws for is refused with the exception's message.
 */
public interface RequestHandler {

  /** Takes a request, which it answers before it returns or keeps to answer it later. */
  void handle(Request request);

  /** A connection has ended, whatever the reason. No request of it follows. */
  default void disconnected(int client, long connection) {}
}
