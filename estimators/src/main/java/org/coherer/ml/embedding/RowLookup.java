package org.coherer.ml.embedding;

import java.nio.FloatBuffer;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.embedding.file.StoredTables;
import org.coherer.training.embedding.wire.IdBags;
import org.coherer.training.embedding.wire.Pooling;
import org.coherer.training.encoding.EmbeddingEncoding;

/** Turns rows of features and ids into what a network takes. Thread-safe. */
public final class RowLookup {

  private final EmbeddingEncoding encoding;
  private final StoredTables tables;

  RowLookup(EmbeddingEncoding encoding, StoredTables tables) {
    this.encoding = encoding;
    this.tables = tables;
  }

  /**
   * Looks up the rows of ids.
   *
   * @param rows encoded features and ids, row-major, from index 0
   * @param count how many rows
   * @param into receives features and combined rows of tables, row-major, from index 0
   */
  public void apply(FloatBuffer rows, int count, FloatBuffer into) {
    int features = encoding.encodedFeatures();
    int from = features + encoding.idFloats();
    int to = features + encoding.width();
    float[] some = new float[features];
    for (int row = 0; row < count; row++) {
      rows.get(row * from, some);
      into.put(row * to, some);
    }
    int ids = features;
    int place = features;
    for (int table = 0; table < encoding.inputs().size(); table++) {
      EmbeddingInput input = encoding.inputs().get(table);
      IdBags bags = new IdBags(input, ids);
      bags.read(rows, from, count);
      float[] combined = combined(table, input, bags, count);
      for (int row = 0; row < count; row++) {
        into.put(row * to + place, combined, row * input.width(), input.width());
      }
      ids += input.floats();
      place += input.width();
    }
  }

  private float[] combined(int table, EmbeddingInput input, IdBags bags, int count) {
    float[] ofIds = new float[Math.multiplyExact(bags.count(), input.width())];
    tables.table(table).lookup(bags.ids(), bags.count(), ofIds);
    float[] ofRows = new float[Math.multiplyExact(count, input.width())];
    new Pooling(input.table().combiner(), input.width()).pool(ofIds, bags.ends(), ofRows);
    return ofRows;
  }
}
