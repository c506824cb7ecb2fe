package org.coherer.training.server.lookup;

import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.List;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.embedding.RowStep;
import org.coherer.training.embedding.wire.IdBags;
import org.coherer.training.embedding.wire.Pooling;
import org.coherer.training.rpc.RequestClient;
import org.coherer.training.rpc.RequestRefusedException;
import org.coherer.training.server.rows.RowsClient;
import org.coherer.training.transport.TransportException;

/** One column of ids of one batch: the ids, their rows, and later their gradients. */
final class InputRows implements AutoCloseable {

  private final EmbeddingInput input;
  private final InputPlace place;
  private final Pooling pooling;
  private final RowsClient client;
  private final IdBags bags;

  /** A row, later a gradient, for each id. */
  private float[] ofIds = new float[0];

  /** A row, later a gradient, for each row of the batch. */
  private float[] ofBags = new float[0];

  private boolean pulling;

  InputRows(
      EmbeddingInput input, InputPlace place, List<RequestClient> servers, Duration deadline) {
    this.input = input;
    this.place = place;
    pooling = new Pooling(input.table().combiner(), input.width());
    client = new RowsClient(servers, place.number(), input.width(), deadline);
    bags = new IdBags(input, place.inRecord());
  }

  /** Takes the ids of a batch, and asks for their rows. */
  void take(FloatBuffer records, int recordLength, int rows) {
    bags.read(records, recordLength, rows);
    ofIds = atLeast(ofIds, (long) bags.count() * input.width());
    ofBags = atLeast(ofBags, (long) rows * input.width());
    client.batch(bags.ids(), bags.count());
    client.startPull();
    pulling = true;
  }

  private static float[] atLeast(float[] array, long length) {
    return length <= array.length ? array : new float[Math.toIntExact(length)];
  }

  /** Waits for the rows, and puts the combined row of each row of the batch into its place. */
  void finish(FloatBuffer inputs, int inputLength) {
    pulling = false;
    client.finishPull(ofIds);
    pooling.pool(ofIds, bags.ends(), ofBags);
    int width = input.width();
    for (int row = 0; row < bags.ends().length; row++) {
      inputs.put(row * inputLength + place.inInput(), ofBags, row * width, width);
    }
  }

  /**
   * Takes the gradients of the combined rows.
   *
   * @param gradients those of all columns of ids, row-major
   * @param length how many there are of each row of the batch
   */
  void spread(FloatBuffer gradients, int length) {
    int width = input.width();
    for (int row = 0; row < bags.ends().length; row++) {
      gradients.get(row * length + place.inGradients(), ofBags, row * width, width);
    }
    pooling.spread(ofBags, bags.ends(), ofIds);
  }

  /** Sends the gradients of the batch. */
  void push(RowStep step) {
    client.startPush(ofIds, step);
  }

  /** Adds the gradients of the batch to those of others. */
  void addTo(StepGradients all) {
    all.add(bags.ids(), bags.count(), ofIds);
  }

  /** Waits until the gradients have arrived. */
  void pushed() {
    client.finishPush();
  }

  /** Waits for what is under way. */
  void settle() {
    if (pulling) {
      pulling = false;
      client.finishPull(ofIds);
    }
  }

  @Override
  public void close() {
    try {
      client.finishPush();
    } catch (TransportException | RequestRefusedException e) {
      pulling = false; // Whoever waited for it has been told; nothing is under way any more.
    }
    client.close();
  }
}
