package org.coherer.training.server.rows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.coherer.training.embedding.table.EmbeddingTable;
import org.coherer.training.embedding.wire.GradientSums;
import org.coherer.training.embedding.wire.PushMessage;

/**
 * Pushes are kept until the update that they are part of is made. Then the gradients of each id are
 * summed in the order of the workers, and a row changes once.
 */
final class SummedPushes extends Pushes implements AutoCloseable {

  /**
   * A push that waits.
   *
   * @param memory what the other two are in
   */
  private record Kept(int table, ByteBuffer ids, ByteBuffer gradients, ByteBuffer memory) {}

  /** What a worker has pushed for a step. */
  private record Step(long number, List<Kept> pushes) {}

  private final ServedTables tables;
  private final AnswerBuffers buffers;
  private final Map<Integer, Step> waiting = new HashMap<>();
  private final List<GradientSums> sums;

  /** The pushes of the update that is being made. Under the lock of the server. */
  private final List<Kept> added = new ArrayList<>();

  /**
   * Has no pushes yet.
   *
   * @param buffers memory for pushes
   */
  SummedPushes(ServedTables tables, AnswerBuffers buffers) {
    super(tables);
    this.tables = tables;
    this.buffers = buffers;
    this.sums = tables.all().stream().map(table -> new GradientSums(table.spec().width())).toList();
  }

  @Override
  void take(int worker, EmbeddingTable table, PushMessage push) {
    requireWidth(table, push);
    Kept kept = copy(push);
    List<Kept> outdated = List.of();
    synchronized (this) {
      long step = push.step().step();
      Step before = waiting.get(worker);
      if (before == null || before.number() != step) {
        outdated = before == null ? List.of() : before.pushes();
        waiting.put(worker, new Step(step, new ArrayList<>()));
      }
      waiting.get(worker).pushes().add(kept);
    }
    free(outdated);
  }

  private static void requireWidth(EmbeddingTable table, PushMessage push) {
    int ids = push.ids().remaining() / Long.BYTES;
    int bytes = table.spec().width() * Float.BYTES;
    if (push.gradients().remaining() != (long) ids * bytes) {
      throw new IllegalArgumentException(
          "Invalid push of "
              + push.gradients().remaining()
              + " bytes of gradients (must have "
              + bytes
              + " for each of "
              + ids
              + " ids)");
    }
  }

  private Kept copy(PushMessage push) {
    int ids = push.ids().remaining();
    int gradients = push.gradients().remaining();
    ByteBuffer memory = buffers.take(Math.addExact(ids, gradients));
    memory.put(push.ids().duplicate()).put(push.gradients().duplicate());
    return new Kept(
        push.table(),
        memory.slice(0, ids).order(memory.order()),
        memory.slice(ids, gradients).order(memory.order()),
        memory);
  }

  private void free(List<Kept> pushes) {
    pushes.forEach(kept -> buffers.give(kept.memory()));
  }

  @Override
  public void add(int worker, long step) {
    Step own;
    synchronized (this) {
      own = waiting.remove(worker);
    }
    if (own == null) {
      return;
    }
    if (own.number() == step) {
      added.addAll(own.pushes());
    } else {
      free(own.pushes());
    }
  }

  @Override
  public void update(double weight) {
    List<EmbeddingTable> all = tables.all();
    for (int table = 0; table < all.size(); table++) {
      update(table, all.get(table), weight);
    }
    drop();
  }

  private void update(int number, EmbeddingTable table, double weight) {
    List<Kept> pushes = added.stream().filter(kept -> kept.table() == number).toList();
    if (pushes.size() == 1) {
      apply(table, pushes.get(0).ids(), pushes.get(0).gradients(), weight);
    } else if (pushes.size() > 1) {
      GradientSums sum = sums.get(number);
      sum.clear(pushes.stream().mapToLong(kept -> kept.ids().remaining() / Long.BYTES).sum());
      pushes.forEach(kept -> sum.add(kept.ids(), kept.gradients()));
      apply(table, sum.ids(), sum.gradients(), weight);
    }
  }

  @Override
  public void drop() {
    free(added);
    added.clear();
  }

  @Override
  public void begin(boolean newEpoch) {
    super.begin(newEpoch);
    List<Step> all;
    synchronized (this) {
      all = List.copyOf(waiting.values());
      waiting.clear();
    }
    all.forEach(step -> free(step.pushes()));
  }

  @Override
  public void leave(int worker) {
    super.leave(worker);
    Step own;
    synchronized (this) {
      own = waiting.remove(worker);
    }
    if (own != null) {
      free(own.pushes());
    }
  }

  /** Frees the memory of sums, and gives back that of pushes. No request may be under way. */
  @Override
  public synchronized void close() {
    drop();
    waiting.values().forEach(step -> free(step.pushes()));
    waiting.clear();
    sums.forEach(GradientSums::close);
  }
}
