package org.coherer.connector.row;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.coherer.connector.column.FeatureBinding;
import org.coherer.connector.column.InvalidPolicy;
import org.coherer.connector.spark.RowLayout;
import org.coherer.training.encoding.FeatureEncoding;

/**
 * Reads all inputs of a network from rows as Spark holds them, one behind the other, into floats as
 * the network takes them, or as it takes them once ids have become rows of their tables: the same
 * values as in training.
 *
 * @param bindings which columns each input comes from, and in which type; those of ids are behind
 *     all features
 * @param lengths the values of each input; of a table or ids, the numbers of its record
 * @param encoding what becomes of the values
 * @param policy what becomes of missing values; skipping rows is up to the caller
 */
public record InputReader(
    List<FeatureBinding> bindings,
    List<Integer> lengths,
    FeatureEncoding encoding,
    InvalidPolicy policy)
    implements Serializable {

  /** Copies the lists. */
  public InputReader {
    bindings = List.copyOf(bindings);
    lengths = List.copyOf(lengths);
  }

  /** Returns the columns of all inputs, in the order in which they are to be. */
  public List<String> columns() {
    return bindings.stream().flatMap(binding -> binding.columns().stream()).toList();
  }

  /** Opens a cursor, for one task. */
  public Cursor open(RowLayout layout) {
    return new Cursor(layout);
  }

  /** Reads the rows of one task. Not thread-safe. */
  public final class Cursor {

    private final Features features;
    private final RowReader reader;
    private final int recordLength;

    private Cursor(RowLayout layout) {
      recordLength = lengths.stream().mapToInt(Integer::intValue).sum();
      features =
          bindings.size() == 1
              ? new Features(bindings.get(0), recordLength, policy)
              : Features.ofAll(bindings, recordLength);
      reader = RowCursors.reader(layout, bindings, lengths, policy, features);
    }

    /** Returns how many numbers {@link #read} writes. */
    public int recordLength() {
      return recordLength;
    }

    /**
     * Writes the record of a row, the numbers of all inputs as they are before the encoding.
     *
     * @param at where its first number goes
     * @throws org.coherer.connector.column.InvalidRowException if a value is null, has another
     *     length, or is no finite float
     */
    public void read(SpecializedGetters row, float[] into, int at) {
      reader.read(row);
      features.copyTo(into, at);
    }

    /** Returns whether records are what the network takes, so that {@link #encode} only copies. */
    public boolean isEncoded() {
      return encoding.isIdentity();
    }

    /**
     * Encodes records that lie one behind the other: many of them at once take less time.
     *
     * @param records changed
     * @param into an array of at least as many rows of the length that the encoding gives
     */
    public void encode(float[] records, int rows, float[] into) {
      encoding.encodeRows(records, rows, recordLength, into);
    }
  }
}
