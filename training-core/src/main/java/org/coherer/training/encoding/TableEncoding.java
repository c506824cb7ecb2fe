package org.coherer.training.encoding;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Encodes the columns of a table, each in its own way. A network takes the plain numbers of all
 * columns first, and behind them, for each column that has an embedding, the row of that.
 *
 * @param columns the columns, in the order of their numbers in a record
 */
public record TableEncoding(List<ColumnEncoding> columns) implements FeatureEncoding {

  /** Copies the list. */
  public TableEncoding {
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("Invalid table without columns (must be one at least)");
    }
  }

  @Override
  public boolean isIdentity() {
    return false;
  }

  /** Returns how many numbers a record has. */
  public int recordLength() {
    return columns.stream().mapToInt(ColumnEncoding::slots).sum();
  }

  /** Returns how many plain numbers a network takes. */
  public int numbers() {
    int sum = 0;
    for (int i = 0; i < columns.size(); i++) {
      sum += columns.get(i).numbers();
    }
    return sum;
  }

  /** Returns the rows of each embedding. */
  public List<Integer> embeddings() {
    return columns.stream().map(ColumnEncoding::embeddingRows).filter(rows -> rows > 0).toList();
  }

  /** Returns the lengths of the inputs of a network for the table: plain numbers, then rows. */
  public List<Integer> inputs() {
    List<Integer> inputs = new ArrayList<>();
    if (numbers() > 0) {
      inputs.add(numbers());
    }
    inputs.addAll(Collections.nCopies(embeddings().size(), 1));
    return inputs;
  }

  @Override
  public int encodedLength(int recordLength) {
    int length = numbers();
    // By index, here and below: an iterator for every row would be garbage.
    for (int i = 0; i < columns.size(); i++) {
      length += columns.get(i).embeddingRows() > 0 ? 1 : 0;
    }
    return length;
  }

  @Override
  public void encode(float[] record, float[] into) {
    int from = 0;
    int at = 0;
    for (int i = 0; i < columns.size(); i++) {
      ColumnEncoding column = columns.get(i);
      if (column.embeddingRows() == 0) {
        column.encode(record, from, into, at);
        at += column.numbers();
      }
      from += column.slots();
    }
    from = 0;
    for (int i = 0; i < columns.size(); i++) {
      ColumnEncoding column = columns.get(i);
      if (column.embeddingRows() > 0) {
        column.encode(record, from, into, at++);
      }
      from += column.slots();
    }
  }

  @Override
  public void checkLength(int length) {
    if (length != recordLength()) {
      throw new IllegalArgumentException(
          "Cannot encode records of "
              + length
              + " numbers (the columns of the table have "
              + recordLength()
              + ")");
    }
  }
}
