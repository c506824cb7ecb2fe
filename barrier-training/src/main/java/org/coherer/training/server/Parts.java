package org.coherer.training.server;

import org.coherer.training.plan.ServerPlan;
import org.coherer.training.vector.Chunk;

/** Which parameters each server holds: neighbours, as many as any other server or one more. */
public final class Parts {

  private Parts() {}

  /** Returns which of so many parameters a server holds. */
  public static Chunk of(ServerPlan plan, int server, long parameters) {
    return Chunk.part(parameters, plan.servers(), server);
  }
}
