package org.coherer.training.data;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.coherer.training.engine.Batch;

/**
 * The batches of one rank: those of each of its shards. Used by one thread, as a {@link
 * BatchSource} is.
 */
public final class RankBatches implements AutoCloseable {

  private final SortedMap<Integer, BatchSource> sources;

  /**
   * Creates the batches of a rank.
   *
   * @param sources those of each shard, which this object takes over and closes
   */
  public RankBatches(SortedMap<Integer, BatchSource> sources) {
    this.sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
  }

  /** Returns the batches of a rank that has one shard. */
  public static RankBatches of(int shard, BatchSource source) {
    return new RankBatches(new TreeMap<>(Collections.singletonMap(shard, source)));
  }

  /**
   * Returns these batches in another form; to be closed in place of this object.
   *
   * @param form takes over the batches of a shard
   */
  public RankBatches as(UnaryOperator<BatchSource> form) {
    SortedMap<Integer, BatchSource> changed = new TreeMap<>();
    sources.forEach((number, source) -> changed.put(number, form.apply(source)));
    return new RankBatches(changed);
  }

  /** Returns the numbers of the shards, in ascending order. */
  public Set<Integer> shards() {
    return sources.keySet();
  }

  /** Begins an epoch, counted from 1, at one of the batches of each shard. */
  public void startAt(int epoch, long batch) {
    sources.values().forEach(source -> source.startAt(epoch, batch));
  }

  /** Returns the next batch of a shard, empty once that is exhausted; valid until the next call. */
  public Batch next(int shard) {
    return sources.get(shard).next();
  }

  /** Takes all batches of an epoch, of one shard after the other. */
  public void forEach(int epoch, Consumer<Batch> taker) {
    for (BatchSource source : sources.values()) {
      source.startEpoch(epoch);
      for (Batch batch = source.next(); batch.rows() > 0; batch = source.next()) {
        taker.accept(batch);
      }
    }
  }

  /** Returns the total nanoseconds for which {@link #next} has waited for data. */
  public long waitNanos() {
    return sources.values().stream().mapToLong(BatchSource::waitNanos).sum();
  }

  @Override
  public void close() {
    sources.values().forEach(BatchSource::close);
  }
}
