package org.coherer.training.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Caches the blocks of some shards as they arrive, those of different shards in any order. */
public final class ShardLoader implements AutoCloseable {

  private final ClassNumbers.Changer changer;
  private final boolean validated;
  private final SortedMap<Integer, Shard> shards = new TreeMap<>();

  /**
   * Creates empty shards.
   *
   * @param numbers which shards are loaded
   * @param settings those of each shard
   * @param classes what becomes of labels and weights
   * @param validated whether there is a validation set; else its rows are trained on like others
   * @throws UncheckedIOException if no folder accepts a file
   */
  public ShardLoader(
      Set<Integer> numbers,
      RecordLayout layout,
      CacheSettings settings,
      ClassNumbers classes,
      boolean validated) {
    this.changer = classes.changer(layout);
    this.validated = validated;
    try {
      numbers.forEach(number -> shards.put(number, Shard.empty(layout, settings)));
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /**
   * Takes in a block, one of a shard that is not loaded without effect.
   *
   * @throws UncheckedIOException if the disk is full. The message names the folder and the remedy
   * @throws IllegalStateException if the block was made for another layout
   */
  public void append(int shard, RecordBlock block) {
    Shard target = shards.get(shard);
    if (target != null) {
      try {
        target.append(changer.change(block), validated);
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    }
  }

  /** Returns the shards, which are the caller's from now on. */
  public SortedMap<Integer, Shard> loaded() {
    shards.values().forEach(Shard::seal);
    SortedMap<Integer, Shard> all = new TreeMap<>(shards);
    shards.clear();
    return all;
  }

  /** Frees the shards, unless they are the caller's. */
  @Override
  public void close() {
    shards.values().forEach(Shard::close);
    shards.clear();
  }
}
