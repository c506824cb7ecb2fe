package org.coherer.training.loop.update;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.engine.Replica;
import org.coherer.training.vector.Chunk;

/** Which parameters are learned by gradients, rather than tracked by a layer. */
public final class LearnedParameters {

  private LearnedParameters() {}

  /** Returns those of a part of a replica's parameters, in ascending order; none is empty. */
  public static List<Chunk> of(Replica replica, Chunk part) {
    List<Chunk> learned = new ArrayList<>();
    long from = 0;
    for (Chunk tracked : replica.tracked()) {
      add(learned, new Chunk(from, tracked.offset() - from).within(part));
      from = tracked.end();
    }
    add(learned, new Chunk(from, replica.parameters().length() - from).within(part));
    return learned;
  }

  private static void add(List<Chunk> learned, Chunk chunk) {
    if (chunk.length() > 0) {
      learned.add(chunk);
    }
  }
}
