package org.coherer.training.embedding;

/**
 * The order of a table's rows, in the index of a server and in files: that of a hash of their ids,
 * {@code murmur(id ^ salt)}, as an unsigned number. The hash is a bijection, and does not depend on
 * the one that {@link IdPartition} takes: so the hashes of any shard's ids are spread evenly.
 *
 * @param salt differs between tables, as {@code splitMix} of their seeds
 */
public record RowOrder(long salt) {

  /** Returns the order of a table's rows. */
  public static RowOrder of(EmbeddingSpec spec) {
    return ofSeed(spec.seed());
  }

  /** Returns the order of the rows of a table with this seed. */
  public static RowOrder ofSeed(long seed) {
    return new RowOrder(Mixing.splitMix(seed));
  }

  /** Returns the hash of an id. */
  public long hash(long id) {
    return Mixing.murmur(id ^ salt);
  }
}
