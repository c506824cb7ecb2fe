package org.coherer.ml;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.coherer.connector.data.FeatureReader;
import org.coherer.connector.data.InvalidPolicy;
import org.coherer.connector.data.InvalidRowException;

/**
 * Scores the rows of a partition batch by batch and appends the prediction columns. Runs in tasks.
 *
 * <p>At most one batch of rows is held at a time, and nothing is read ahead of it, so that streams
 * flow.
 */
final class BatchScorer implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1L;

  private final Broadcast<PackedNetwork> network;
  private final FeatureReader reader;
  private final int[] ordinals;
  private final PredictionColumns columns;
  private final ClassDecision decision;
  private final int batchSize;
  private final int threads;

  BatchScorer(
      Broadcast<PackedNetwork> network,
      FeatureReader reader,
      int[] ordinals,
      PredictionColumns columns,
      ClassDecision decision,
      int batchSize,
      int threads) {
    this.network = network;
    this.reader = reader;
    this.ordinals = ordinals;
    this.columns = columns;
    this.decision = decision;
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
    private final FeatureReader.Cursor cursor;
    private final float[] values;
    private final List<Row> batch = new ArrayList<>(batchSize);
    private final FloatBuffer features;
    private final FloatBuffer outputs;
    private int next;

    Scored(Iterator<Row> rows, Predictor predictor) {
      this.rows = rows;
      this.predictor = predictor;
      this.cursor = reader.open(ordinals);
      this.values = new float[predictor.inputLength()];
      this.features = allocate(predictor.inputLength());
      this.outputs = allocate(predictor.outputLength());
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
      Row row = append(batch.get(next), next * predictor.outputLength());
      next++;
      return row;
    }

    private void scoreNextBatch() {
      batch.clear();
      next = 0;
      while (batch.size() < batchSize && rows.hasNext()) {
        Row row = rows.next();
        if (read(row)) {
          features.put(batch.size() * values.length, values);
          batch.add(row);
        }
      }
      predictor.predict(features, batch.size(), outputs);
    }

    /** Returns whether the row is to be scored. */
    private boolean read(Row row) {
      try {
        cursor.read(row, values);
        return true;
      } catch (InvalidRowException e) {
        if (reader.policy() == InvalidPolicy.SKIP) {
          return false;
        }
        throw e;
      }
    }

    private Row append(Row row, int offset) {
      double[] probabilities = new double[predictor.outputLength()];
      for (int i = 0; i < probabilities.length; i++) {
        probabilities[i] = outputs.get(offset + i);
      }
      Object[] cells = new Object[row.size() + columns.count()];
      int at = 0;
      while (at < row.size()) {
        cells[at] = row.get(at);
        at++;
      }
      if (!columns.raw().isEmpty()) {
        cells[at++] = LogProbabilities.of(probabilities);
      }
      Vector distribution = Vectors.dense(probabilities);
      if (!columns.probability().isEmpty()) {
        cells[at++] = distribution;
      }
      if (!columns.prediction().isEmpty()) {
        cells[at] = (double) decision.classOf(probabilities);
      }
      return RowFactory.create(cells);
    }
  }
}
