package org.coherer.connector.row;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.column.FeatureKind;
import org.coherer.connector.column.ImageLayout;
import org.coherer.connector.column.InvalidPolicy;
import org.coherer.connector.column.InvalidRowException;
import org.coherer.training.data.Rescaling;

/**
 * Reads the features of the public API's rows, as {@code transform} gets them, into floats as the
 * network takes them: the same values as training reads from Spark's own representation.
 *
 * @param binding which columns, in which type
 * @param length the values that the network takes
 * @param rescaling what becomes of each value
 * @param policy what becomes of missing values; skipping rows is up to the caller
 */
public record FeatureReader(
    FeatureBinding binding, int length, Rescaling rescaling, InvalidPolicy policy)
    implements Serializable {

  /** Reads the rows of one task. Not thread-safe. */
  public final class Cursor {

    private final Features features = new Features(binding, length, policy);
    private final int[] ordinals;

    private Cursor(int[] ordinals) {
      this.ordinals = ordinals;
    }

    /**
     * Writes the features of a row to the start of {@code into}.
     *
     * @throws InvalidRowException if a value is null, has another length, or is no finite float
     */
    public void read(Row row, float[] into) {
      read(row, into, 0);
    }

    /**
     * Writes the features of a row from an index on, such as one of several inputs behind those
     * before it.
     *
     * @throws InvalidRowException as the other
     */
    public void read(Row row, float[] into, int at) {
      if (binding.kind() == FeatureKind.COLUMNS) {
        readColumns(row);
      } else if (row.isNullAt(ordinals[0])) {
        features.takeMissing();
      } else {
        readValue(row.get(ordinals[0]));
      }
      write(into, at);
    }

    private void readColumns(Row row) {
      features.checkLength(ordinals.length);
      features.beginFloats();
      for (int i = 0; i < ordinals.length; i++) {
        if (row.isNullAt(ordinals[i])) {
          features.putMissing(i, binding.columns().get(i));
        } else {
          features.put(i, ((Number) row.get(ordinals[i])).doubleValue());
        }
      }
    }

    /**
     * Arrays and lists of Java come straight from a user's function that made the rows: Spark
     * passes them on as they are where no operator lies between.
     */
    private void readValue(Object value) {
      if (value instanceof Vector vector) {
        readVector(vector);
      } else if (value instanceof float[] floats) {
        features.take(floats.clone());
      } else if (value instanceof double[] doubles) {
        features.take(doubles);
      } else if (value instanceof byte[] bytes) {
        features.take(bytes);
      } else if (value instanceof Row image) {
        features.takeImage(
            image.getInt(ImageLayout.HEIGHT),
            image.getInt(ImageLayout.WIDTH),
            image.getInt(ImageLayout.CHANNELS),
            image.getAs(ImageLayout.DATA));
      } else if (value instanceof List<?> list) {
        readAll(list.size(), list.iterator());
      } else {
        scala.collection.Seq<?> seq = (scala.collection.Seq<?>) value;
        scala.collection.Iterator<?> values = seq.iterator();
        readAll(
            seq.size(),
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                return values.hasNext();
              }

              @Override
              public Object next() {
                return values.next();
              }
            });
      }
    }

    private void readVector(Vector vector) {
      if (vector instanceof SparseVector sparse) {
        features.take(sparse.size(), sparse.indices(), sparse.values());
      } else {
        features.take(vector.toArray());
      }
    }

    private void readAll(int count, Iterator<?> values) {
      features.checkLength(count);
      features.beginFloats();
      for (int i = 0; i < count; i++) {
        Object value = values.next();
        if (value == null) {
          features.putMissing(i, null);
        } else {
          features.put(i, ((Number) value).doubleValue());
        }
      }
    }

    private void write(float[] into, int at) {
      features.copyTo(into, at);
      for (int i = at; i < at + length; i++) {
        into[i] = rescaling.apply(into[i]);
      }
    }
  }

  /**
   * Opens a cursor.
   *
   * @param ordinals where the columns of the binding are in a row
   */
  public Cursor open(int... ordinals) {
    return new Cursor(ordinals);
  }

  /**
   * Writes the values of a vector to the start of {@code into}.
   *
   * @throws InvalidRowException as {@link Cursor#read}
   */
  public void read(Vector vector, float[] into) {
    Cursor cursor = open(0);
    cursor.readVector(vector);
    cursor.write(into, 0);
  }
}
