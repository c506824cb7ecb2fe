package org.coherer.training.server.lookup;

import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.coherer.training.data.BatchSource;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.embedding.RowStep;
import org.coherer.training.encoding.EmbeddingEncoding;
import org.coherer.training.engine.Batch;
import org.coherer.training.engine.Replica;
import org.coherer.training.rpc.RequestClient;
import org.coherer.training.server.WorkerRows;

/**
 * What stands between a worker's data, its network and the tables: gives batches {@link #combined
 * combined rows} in place of ids, takes the gradients of these inputs from the {@link #hooked
 * replica}, and sends them to the servers with the step. Used by one thread.
 *
 * <p>It may ask for the rows of the next batch while one is computed. These lack the updates since,
 * the worker's own among them: they are staler than parameters by a step.
 */
public final class TableLookup implements WorkerRows, AutoCloseable {

  private final EmbeddingEncoding encoding;
  private final boolean ahead;
  private final List<LookedUpBatch> batches = new ArrayList<>();

  /** By table; empty if a step has one batch. */
  private final List<StepGradients> ofStep = new ArrayList<>();

  private int current;
  private boolean nextIsUnderWay;
  private boolean computed;
  private boolean pushing;
  private long waitNanos;

  /**
   * Creates a lookup.
   *
   * @param encoding what the rows of batches are
   * @param servers the connection to each server, in order, which remain the caller's to close
   * @param deadline how long an answer may take
   * @param batchesPerStep how many batches a step has
   * @param ahead whether rows may be asked for a batch ahead
   */
  public TableLookup(
      EmbeddingEncoding encoding,
      List<RequestClient> servers,
      Duration deadline,
      int batchesPerStep,
      boolean ahead) {
    this.encoding = encoding;
    this.ahead = ahead;
    List<InputPlace> places = InputPlace.of(encoding);
    for (int i = 0; i < (ahead ? 2 : 1); i++) {
      List<InputRows> inputs = new ArrayList<>();
      for (InputPlace place : places) {
        EmbeddingInput input = encoding.inputs().get(place.number());
        inputs.add(new InputRows(input, place, servers, deadline));
      }
      batches.add(new LookedUpBatch(encoding.encodedFeatures(), encoding.width(), inputs));
    }
    if (batchesPerStep > 1) {
      for (InputPlace place : places) {
        int width = encoding.inputs().get(place.number()).width();
        ofStep.add(new StepGradients(place.number(), width, servers, deadline));
      }
    }
  }

  /**
   * Returns batches of a source with combined rows in place of ids, of one source at a time. A
   * batch is the network's input; closing them closes the source.
   */
  public BatchSource combined(BatchSource source) {
    return new LookedUpBatches(source, this);
  }

  /**
   * Returns a replica that notes the gradients of its last inputs whenever it computes those of a
   * batch of {@link #combined}. Closing it closes the replica.
   *
   * @param replica with gradients of as many inputs as all combined rows have
   */
  public Replica hooked(Replica replica) {
    return new LookedUpReplica(replica, this);
  }

  /** Begins anew: what was asked for ahead is not wanted. */
  void forget() {
    batches.forEach(LookedUpBatch::settle);
    nextIsUnderWay = false;
    drop();
  }

  Batch next(BatchSource source) {
    if (nextIsUnderWay) {
      current = 1 - current;
    } else {
      batches.get(current).take(source.next());
    }
    long begun = System.nanoTime();
    batches.get(current).finish();
    waitNanos += System.nanoTime() - begun;
    Batch found = batches.get(current).batch();
    nextIsUnderWay = ahead && found.rows() > 0;
    if (nextIsUnderWay) {
      batches.get(1 - current).take(source.next());
    }
    return found;
  }

  /** Takes the gradients of the last inputs of the current batch. */
  void take(Batch batch, FloatBuffer gradients) {
    LookedUpBatch its = batches.get(current);
    if (batch != its.batch()) {
      throw new IllegalArgumentException(
          "Invalid batch (its rows were not looked up here, or others after them)");
    }
    its.spread(gradients);
    computed = true;
    for (int table = 0; table < ofStep.size(); table++) {
      its.inputs().get(table).addTo(ofStep.get(table));
    }
  }

  @Override
  public void send(long step, double weight) {
    float divisor = (float) weight;
    if (computed && divisor > 0 && divisor < Float.POSITIVE_INFINITY) {
      pushing = true;
      RowStep push = new RowStep(divisor, 1, step);
      if (ofStep.isEmpty()) {
        batches.get(current).inputs().forEach(input -> input.push(push));
      } else {
        ofStep.forEach(table -> table.push(push));
      }
    }
    drop();
  }

  @Override
  public void drop() {
    computed = false;
    ofStep.forEach(StepGradients::clear);
  }

  @Override
  public void sent() {
    if (!pushing) {
      return;
    }
    pushing = false;
    if (ofStep.isEmpty()) {
      batches.get(current).inputs().forEach(InputRows::pushed);
    } else {
      ofStep.forEach(StepGradients::pushed);
    }
  }

  @Override
  public long waitNanos() {
    return waitNanos;
  }

  /** Returns of how many of a network's last inputs gradients are needed. */
  public int width() {
    return encoding.width();
  }

  /** Frees the memory, once nothing is under way. */
  @Override
  public void close() {
    batches.forEach(LookedUpBatch::close);
    ofStep.forEach(StepGradients::close);
  }
}
