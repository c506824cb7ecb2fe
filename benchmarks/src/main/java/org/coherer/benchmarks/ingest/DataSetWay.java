package org.coherer.benchmarks.ingest;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.coherer.training.engine.Engines;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The way of DL4J's own Spark module: every row an object, every object a data set of one example,
 * these merged into batches. Counts them. Runs in tasks.
 */
final class DataSetWay implements FlatMapFunction<Iterator<Row>, Integer> {

  private static final long serialVersionUID = 1L;

  private final List<String> columns;
  private final int features;
  private final int batchSize;

  DataSetWay(List<String> columns, int features, int batchSize) {
    this.columns = columns;
    this.features = features;
    this.batchSize = batchSize;
  }

  @Override
  public Iterator<Integer> call(Iterator<Row> rows) {
    Engines.named(Engines.DEFAULT); // Chooses the native library.
    List<Integer> sizes = new ArrayList<>();
    List<DataSet> examples = new ArrayList<>(batchSize);
    while (rows.hasNext()) {
      examples.add(example(rows.next()));
      if (examples.size() == batchSize || !rows.hasNext()) {
        sizes.add(DataSet.merge(examples).numExamples());
        examples.clear();
      }
    }
    return sizes.iterator();
  }

  private DataSet example(Row row) {
    INDArray label = Nd4j.zeros(1, Representation.classes());
    label.putScalar(0, row.getInt(row.fieldIndex(Representation.labelColumn())), 1);
    return new DataSet(Nd4j.create(new float[][] {values(row)}), label);
  }

  private float[] values(Row row) {
    float[] values = new float[features];
    if (columns.size() == features && features > 1) {
      for (int i = 0; i < features; i++) {
        values[i] = row.getFloat(row.fieldIndex(columns.get(i)));
      }
      return values;
    }
    Object cell = row.get(row.fieldIndex(columns.get(0)));
    if (cell instanceof Vector vector) {
      double[] doubles = vector.toArray();
      for (int i = 0; i < features; i++) {
        values[i] = (float) doubles[i];
      }
    } else {
      List<Float> list = row.getList(row.fieldIndex(columns.get(0)));
      for (int i = 0; i < features; i++) {
        values[i] = list.get(i);
      }
    }
    return values;
  }
}
