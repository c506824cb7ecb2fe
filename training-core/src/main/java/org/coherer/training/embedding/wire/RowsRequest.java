package org.coherer.training.embedding.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.coherer.training.embedding.IdPartition;
import org.coherer.training.embedding.RowStep;

/**
 * What a client asks of the shards of a table for one batch after the other: {@link #prepare} takes
 * the batch's ids, {@link #pullBody} and {@link #answer} are for the request to each shard, {@link
 * #scatter} brings the rows to where their ids are, {@link #combine} sums the gradients of each
 * distinct id, and {@link #pushBody} is for the request that brings them to a shard.
 *
 * <p>All memory is reused and grows with the largest batch. The buffers that it returns are valid
 * until the next {@link #prepare}. Used by one thread at a time.
 */
public final class RowsRequest implements AutoCloseable {

  private final int table;
  private final int width;
  private final IdPartition partition;
  private final DistinctIds distinct = new DistinctIds();
  private final BatchBuffer ids;
  private final BatchBuffer rows;
  private final BatchBuffer gradients;
  private final ByteBuffer[][] pulls;
  private final ByteBuffer[][] pushes;
  private final ByteBuffer[][] answers;
  private final int[] starts;

  /** The distinct ids by shard: the rank of each number. */
  private int[] ranks = new int[0];

  /** The rank of the id at each position of the batch. */
  private int[] places = new int[0];

  private float[] floats = new float[0];
  private int positions;
  private boolean combined;

  /**
   * Has no ids yet.
   *
   * @param table the number of the table, which client and server have agreed on
   * @param width the floats of a row
   * @param partition where ids are
   */
  public RowsRequest(int table, int width, IdPartition partition) {
    this.table = table;
    this.width = width;
    this.partition = partition;
    int shards = partition.shards();
    ids = new BatchBuffer(shards);
    rows = new BatchBuffer(shards);
    gradients = new BatchBuffer(shards);
    pulls = bodies(shards, PullMessage.HEADER_BYTES, 2);
    pushes = bodies(shards, PushMessage.HEADER_BYTES, 3);
    answers = new ByteBuffer[shards][1];
    starts = new int[shards + 1];
  }

  private static ByteBuffer[][] bodies(int shards, int headerBytes, int parts) {
    ByteBuffer[][] bodies = new ByteBuffer[shards][parts];
    for (ByteBuffer[] body : bodies) {
      body[0] = ByteBuffer.allocate(headerBytes).order(ByteOrder.nativeOrder());
    }
    return bodies;
  }

  /**
   * Takes the ids of a batch.
   *
   * @param batch the ids, none negative, any of them more than once
   * @param count how many, from the first one on
   * @throws IllegalArgumentException if an id is negative, or the rows would take 2 GiB
   */
  public void prepare(long[] batch, int count) {
    reserve(batch, count);
    for (int i = 0; i < count; i++) {
      places[i] = distinct.numberOf(batch[i]);
    }
    rank();
    for (int i = 0; i < count; i++) {
      places[i] = ranks[places[i]];
    }
    positions = count;
    combined = false;
    rows.reserve(distinct.count() * width * Float.BYTES);
  }

  private void reserve(long[] batch, int count) {
    if ((long) count * width > Integer.MAX_VALUE / Float.BYTES) {
      throw new IllegalArgumentException(
          "Invalid batch of "
              + count
              + " ids (rows of "
              + width
              + " floats must be less than 2 GiB together: take smaller batches)");
    }
    for (int i = 0; i < count; i++) {
      if (batch[i] < 0) {
        throw new IllegalArgumentException(
            "Invalid id " + batch[i] + " at position " + i + " (must be at least 0)");
      }
    }
    distinct.clear(count);
    if (count > places.length) {
      places = new int[count];
      ranks = new int[count];
    }
    if (count * width > floats.length) {
      floats = new float[count * width];
    }
  }

  /** Sorts the distinct ids by shard, and writes them to the bodies. */
  private void rank() {
    Arrays.fill(starts, 0);
    for (int i = 0; i < distinct.count(); i++) {
      ranks[i] = partition.shardOf(distinct.id(i));
      starts[ranks[i]]++;
    }
    int end = distinct.count();
    for (int shard = partition.shards(); shard >= 0; shard--) {
      end -= starts[shard];
      starts[shard] = end;
    }
    ids.reserve(distinct.count() * Long.BYTES);
    for (int i = 0; i < distinct.count(); i++) {
      int rank = starts[ranks[i]]++;
      ids.whole().putLong(rank * Long.BYTES, distinct.id(i));
      ranks[i] = rank;
    }
    System.arraycopy(starts, 0, starts, 1, partition.shards());
    starts[0] = 0;
  }

  /** Returns the number of distinct ids. */
  public int distinctIds() {
    return distinct.count();
  }

  /** Returns the number of distinct ids of a shard; one without any needs no request. */
  public int distinctIds(int shard) {
    return starts[shard + 1] - starts[shard];
  }

  /** Returns the {@link PullMessage} to a shard, in parts. */
  public ByteBuffer[] pullBody(int shard) {
    PullMessage.writeHeader(pulls[shard][0], table, distinctIds(shard));
    pulls[shard][1] = view(ids, shard, Long.BYTES);
    return pulls[shard];
  }

  /** Returns what the answer of a shard is to be written to. */
  public ByteBuffer[] answer(int shard) {
    answers[shard][0] = view(rows, shard, width * Float.BYTES);
    return answers[shard];
  }

  private ByteBuffer view(BatchBuffer buffer, int shard, int bytes) {
    return buffer.view(shard, starts[shard] * bytes, starts[shard + 1] * bytes);
  }

  /**
   * Copies the row of the id at each position of the batch, once the answers are there.
   *
   * @param into receives a row for each position, from its start on
   */
  public void scatter(float[] into) {
    requirePositions(into);
    rows.floats().get(0, floats, 0, distinct.count() * width);
    for (int i = 0; i < positions; i++) {
      System.arraycopy(floats, places[i] * width, into, i * width, width);
    }
  }

  /**
   * Sums the gradients of each distinct id, in the order of their positions.
   *
   * @param from a gradient of a row for each position of the batch
   */
  public void combine(float[] from) {
    requirePositions(from);
    int length = distinct.count() * width;
    Arrays.fill(floats, 0, length, 0);
    for (int i = 0; i < positions; i++) {
      add(from, i * width, floats, places[i] * width);
    }
    gradients.reserve(length * Float.BYTES);
    gradients.floats().put(0, floats, 0, length);
    combined = true;
  }

  private void requirePositions(float[] array) {
    if (array.length < positions * width) {
      throw new IllegalArgumentException(
          "Invalid array of "
              + array.length
              + " floats for "
              + positions
              + " ids (must have at least "
              + width
              + " each)");
    }
  }

  private void add(float[] terms, int from, float[] sums, int to) {
    for (int i = 0; i < width; i++) {
      sums[to + i] += terms[from + i];
    }
  }

  /** Returns the {@link PushMessage} to a shard, in parts, of the gradients that are combined. */
  public ByteBuffer[] pushBody(int shard, RowStep step) {
    if (!combined) {
      throw new IllegalStateException("There are no gradients to push (call combine first)");
    }
    PushMessage.writeHeader(pushes[shard][0], table, distinctIds(shard), step);
    pushes[shard][1] = view(ids, shard, Long.BYTES);
    pushes[shard][2] = view(gradients, shard, width * Float.BYTES);
    return pushes[shard];
  }

  /** Frees the memory off the heap. Safe to call again. */
  @Override
  public void close() {
    ids.close();
    rows.close();
    gradients.close();
  }
}
