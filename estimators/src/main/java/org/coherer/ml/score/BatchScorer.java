package org.coherer.ml.score;

import java.nio.FloatBuffer;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.coherer.connector.column.InvalidPolicy;
import org.coherer.connector.column.InvalidRowException;
import org.coherer.connector.row.InputReader;
import org.coherer.connector.spark.AddedColumn;
import org.coherer.connector.spark.AddedValues;
import org.coherer.connector.spark.BatchFunction;
import org.coherer.connector.spark.RowLayout;
import org.coherer.ml.embedding.EmbeddingTables;
import org.coherer.training.trainer.SerializedBroadcast;

/**
 * Scores rows batch by batch.
 *
 * @param network the network
 * @param reader reads what enters it
 * @param outputs the columns made of what leaves it
 * @param batchRows rows that are computed at once
 * @param threads those of a task
 * @param hold what keeps the files of embedding tables, on the driver; {@code null} if there are
 *     none
 */
record BatchScorer(
    SerializedBroadcast<PackedNetwork> network,
    InputReader reader,
    OutputColumns outputs,
    int batchRows,
    int threads,
    EmbeddingTables.Hold hold)
    implements BatchFunction {

  @Override
  public List<AddedColumn> columns() {
    return outputs.added();
  }

  @Override
  public boolean dropsRows() {
    return reader.policy() == InvalidPolicy.SKIP;
  }

  @Override
  public Batch open(RowLayout layout, int rows) {
    return new Scored(reader.open(layout), rows, network.value().predictor(threads));
  }

  private final class Scored implements Batch {

    private final boolean needInputs = outputs.needInputs();
    private final Predictor predictor;
    private final RecordChunk chunk;
    private final float[] inputs;
    private final float[] results;
    private final FloatBuffer batchInputs;
    private final FloatBuffer batchResults;
    private final FloatBuffer scratch;
    private final float[] allResults;

    Scored(InputReader.Cursor cursor, int rows, Predictor predictor) {
      this.predictor = predictor;
      this.inputs = new float[predictor.rowLength()];
      this.results = new float[predictor.outputLength()];
      this.batchInputs = Predictor.allocate(rows, inputs.length);
      this.batchResults = Predictor.allocate(rows, results.length);
      this.chunk = new RecordChunk(cursor, inputs.length, rows, batchInputs);
      this.scratch = predictor.scratch(rows);
      this.allResults = new float[batchResults.capacity()];
    }

    @Override
    public boolean read(SpecializedGetters row, int index) {
      try {
        chunk.read(row, index);
        return true;
      } catch (InvalidRowException e) {
        if (dropsRows()) {
          return false;
        }
        throw e;
      }
    }

    @Override
    public void compute(int rows) {
      chunk.flush(rows);
      predictor.predict(batchInputs, rows, scratch, batchResults);
      batchResults.get(0, allResults, 0, rows * results.length);
    }

    @Override
    public void write(int index, AddedValues into) {
      if (needInputs) {
        batchInputs.get(index * inputs.length, inputs);
      }
      System.arraycopy(allResults, index * results.length, results, 0, results.length);
      outputs.fill(inputs, results, into);
    }
  }
}
