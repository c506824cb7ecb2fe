package org.coherer.ml.score;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.coherer.connector.column.InvalidPolicy;
import org.coherer.connector.column.InvalidRowException;
import org.coherer.training.trainer.SerializedBroadcast;

/**
 * Scores the rows of a partition batch by batch and appends the columns of a model. Runs in tasks.
 *
 * <p>At most one batch of rows is held at a time, and nothing is read ahead of it, so that streams
 * flow.
 */
final class BatchScorer implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1L;

  private final SerializedBroadcast<PackedNetwork> network;
  private final InputReader reader;
  private final OutputColumns columns;
  private final int batchSize;
  private final int threads;

  BatchScorer(
      SerializedBroadcast<PackedNetwork> network,
      InputReader reader,
      OutputColumns columns,
      int batchSize,
      int threads) {
    this.network = network;
    this.reader = reader;
    this.columns = columns;
    this.batchSize = batchSize;
    this.threads = threads;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Scored(rows, network.value().predictor(threads));
  }

  private final class Scored implements Iterator<Row> {

    private final Iterator<Row> rows;
    private final Predictor predictor;
    private final InputReader.Cursor cursor;
    private final float[] inputs;
    private final float[] outputs;
    private final List<Row> batch = new ArrayList<>(batchSize);
    private final FloatBuffer batchInputs;
    private final FloatBuffer batchOutputs;
    private int next;

    Scored(Iterator<Row> rows, Predictor predictor) {
      this.rows = rows;
      this.predictor = predictor;
      this.cursor = reader.open();
      this.inputs = new float[predictor.inputLength()];
      this.outputs = new float[predictor.outputLength()];
      this.batchInputs = allocate(inputs.length);
      this.batchOutputs = allocate(outputs.length);
    }

    private FloatBuffer allocate(int width) {
      int bytes = Math.multiplyExact(Math.multiplyExact(batchSize, width), Float.BYTES);
      return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    @Override
    public boolean hasNext() {
      while (next == batch.size() && rows.hasNext()) {
        scoreNextBatch(); // Maybe none of its rows can be scored.
      }
      return next < batch.size();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Row row = batch.get(next);
      batchInputs.get(next * inputs.length, inputs);
      batchOutputs.get(next * outputs.length, outputs);
      next++;
      Object[] cells = new Object[row.size() + columns.count()];
      for (int i = 0; i < row.size(); i++) {
        cells[i] = row.get(i);
      }
      columns.fill(inputs, outputs, cells, row.size());
      return RowFactory.create(cells);
    }

    private void scoreNextBatch() {
      batch.clear();
      next = 0;
      while (batch.size() < batchSize && rows.hasNext()) {
        Row row = rows.next();
        if (read(row)) {
          batchInputs.put(batch.size() * inputs.length, inputs);
          batch.add(row);
        }
      }
      predictor.predict(batchInputs, batch.size(), batchOutputs);
    }

    /** Returns whether the row is to be scored. */
    private boolean read(Row row) {
      try {
        cursor.read(row, inputs);
        return true;
      } catch (InvalidRowException e) {
        if (reader.policy() == InvalidPolicy.SKIP) {
          return false;
        }
        throw e;
      }
    }
  }
}
