package org.coherer.training.server;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.coherer.training.transport.TransportException;

/** Waits for what servers answer. */
public final class Responses {

  private Responses() {}

  /**
   * Waits until each request is answered or has failed.
   *
   * @throws TransportException if a server is lost, or the wait is interrupted
   * @throws org.coherer.training.rpc.RequestRefusedException if one has refused
   */
  public static void await(List<CompletableFuture<Long>> requests) {
    try {
      CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException("Interrupted while waiting for parameter servers", e);
    } catch (ExecutionException e) {
      throw unwrapped(e.getCause());
    }
  }

  private static RuntimeException unwrapped(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof RuntimeException known
        ? known
        : new TransportException("A request to a parameter server has failed: " + cause, cause);
  }
}
