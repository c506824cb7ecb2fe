package org.coherer.connector.row;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.coherer.connector.column.InvalidPolicy;
import org.coherer.connector.column.InvalidRowException;
import org.coherer.connector.spark.TextNumbers;
import org.coherer.training.embedding.EmbeddingInput;
import org.coherer.training.embedding.IdCode;
import org.coherer.training.embedding.StringIds;

/**
 * Reads a column of ids: their number, then the {@link IdCode} of each, then zeros. Where there is
 * space for many ids and a row has few, what is not zero is kept.
 */
final class IdReader implements RowReader {

  /** Below this length, sparse records would save little. */
  private static final int LEAST_SPARSE = 64;

  private final EmbeddingInput input;
  private final int ordinal;
  private final DataType type;
  private final boolean array;
  private final boolean drops;
  private final Features features;
  private int count;
  private long dropped;

  /**
   * Creates an id reader.
   *
   * @param ordinal where the column is in a row
   * @param type its type
   * @param features receives what is read
   */
  IdReader(
      EmbeddingInput input, int ordinal, DataType type, InvalidPolicy policy, Features features) {
    this.input = input;
    this.ordinal = ordinal;
    this.array = type instanceof ArrayType;
    this.type = type instanceof ArrayType of ? of.elementType() : type;
    this.drops = policy == InvalidPolicy.KEEP || policy == InvalidPolicy.IMPUTE;
    this.features = features;
  }

  @Override
  public void expect(ColumnarBatch batch) {}

  @Override
  public void read(SpecializedGetters row) {
    count = 0;
    if (row.isNullAt(ordinal)) {
      drop("null", -1, "must be " + (array ? "ids" : "an id"), "takes it for none");
    } else if (array) {
      readArray(row.getArray(ordinal));
    } else {
      readId(row, ordinal, -1);
    }
    end();
  }

  private void readArray(ArrayData ids) {
    int length = ids.numElements();
    int most = input.mostIds();
    if (length > most && !drops) {
      String found = "array of " + length + " ids";
      throw invalid(found, -1, "must be at most " + most, "takes the first");
    }
    for (int i = 0; i < length; i++) {
      if (count == most) {
        dropped += length - i;
        return;
      }
      if (ids.isNullAt(i)) {
        drop("null", i, "must be an id", "drops it");
      } else {
        readId(ids, i, i);
      }
    }
  }

  private void readId(SpecializedGetters from, int at, int index) {
    long id = idAt(from, at);
    if (id < 0) {
      drop("id " + id, index, "must be at least 0", "drops it");
      return;
    }
    IdCode.encode(id, features.floats(), 1 + count * IdCode.FLOATS);
    count++;
  }

  private long idAt(SpecializedGetters from, int at) {
    if (type instanceof StringType) {
      return StringIds.idOf(TextNumbers.bytes(from, at));
    } else if (type instanceof IntegerType) {
      return from.getInt(at);
    } else if (type instanceof ShortType) {
      return from.getShort(at);
    }
    return type instanceof ByteType ? from.getByte(at) : from.getLong(at);
  }

  private void drop(String what, int index, String constraint, String remedy) {
    if (!drops) {
      throw invalid(what, index, constraint, remedy);
    }
    dropped++;
  }

  /**
   * Returns the exception.
   *
   * @param index of an element; negative for the whole
   */
  private InvalidRowException invalid(String what, int index, String constraint, String remedy) {
    return new InvalidRowException(
        "Invalid "
            + what
            + (index < 0 ? "" : " at index " + index)
            + " in column '"
            + input.column()
            + "' ("
            + constraint
            + "; handleInvalid keep "
            + remedy
            + ")");
  }

  private void end() {
    float[] values = features.floats();
    int used = 1 + count * IdCode.FLOATS;
    values[0] = count;
    Arrays.fill(values, used, features.length(), 0f);
    if (features.length() < LEAST_SPARSE || 2L * notZero(values, used) >= features.length()) {
      features.begin(Features.Form.FLOATS, 0, false, 0, dropped);
      return;
    }
    int stored = 0;
    for (int i = 0; i < used; i++) {
      if (values[i] != 0f) {
        features.indices()[stored] = i;
        values[stored++] = values[i];
      }
    }
    features.begin(Features.Form.SPARSE, stored, false, 0, dropped);
  }

  private static int notZero(float[] values, int length) {
    int found = 0;
    for (int i = 0; i < length; i++) {
      found += values[i] != 0f ? 1 : 0;
    }
    return found;
  }
}
