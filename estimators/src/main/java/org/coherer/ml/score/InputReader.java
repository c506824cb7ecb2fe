package org.coherer.ml.score;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.coherer.connector.column.InvalidPolicy;
import org.coherer.connector.row.FeatureReader;

/**
 * Reads all inputs of a network from a row, one after the other.
 *
 * @param readers one for each input
 * @param ordinals for each, where its columns are in a row
 */
public record InputReader(List<FeatureReader> readers, List<int[]> ordinals)
    implements Serializable {

  /** Copies the lists. */
  public InputReader {
    readers = List.copyOf(readers);
    ordinals = List.copyOf(ordinals);
  }

  /** Creates an input reader for rows of a schema. */
  public static InputReader of(StructType schema, List<FeatureReader> readers) {
    return new InputReader(
        readers,
        readers.stream()
            .map(
                reader ->
                    reader.binding().columns().stream().mapToInt(schema::fieldIndex).toArray())
            .toList());
  }

  /** Returns what becomes of rows that cannot be read. */
  InvalidPolicy policy() {
    return readers.get(0).policy();
  }

  Cursor open() {
    return new Cursor();
  }

  /** Reads the rows of one task. Not thread-safe. */
  final class Cursor {

    private final FeatureReader.Cursor[] cursors = new FeatureReader.Cursor[readers.size()];
    private final int[] starts = new int[cursors.length];

    private Cursor() {
      int start = 0;
      for (int i = 0; i < cursors.length; i++) {
        cursors[i] = readers.get(i).open(ordinals.get(i));
        starts[i] = start;
        start += readers.get(i).length();
      }
    }

    /**
     * Writes all inputs of a row into an array of just that length.
     *
     * @throws org.coherer.connector.column.InvalidRowException if the network cannot take one
     */
    void read(Row row, float[] into) {
      for (int i = 0; i < cursors.length; i++) {
        cursors[i].read(row, into, starts[i]);
      }
    }
  }
}
