package org.coherer.training.embedding;

import java.io.Serializable;

/**
 * A column of ids in front of a network: its rows have up to {@code mostIds} ids each, and the
 * network gets, of every row, the combined rows of its ids in a table.
 *
 * <p>In the numbers of a row it takes {@link #floats}: how many ids there are, and the {@link
 * IdCode} of each; what is behind the last one is 0.
 *
 * @param column the column
 * @param mostIds the most ids of a row
 * @param table the table
 */
public record EmbeddingInput(String column, int mostIds, EmbeddingSpec table)
    implements Serializable {

  /** The most ids of a row that an input can have. */
  public static final int MOST_IDS = 1 << 16;

  private static final int MOST_NAME = 100;

  /** Checks all but the table. */
  public EmbeddingInput {
    Checks.present("column of ids", column);
    Checks.within("most ids of column '" + column + "'", mostIds, 1, MOST_IDS);
    Checks.present("table of column '" + column + "'", table);
  }

  /**
   * Returns a column of up to one id a row, with a table of {@link EmbeddingSpec#of}. The table is
   * called like the column, with {@code _} for what a table cannot be called.
   */
  public static EmbeddingInput of(String column, int width) {
    Checks.present("column of ids", column);
    String name = column.replaceAll("[^A-Za-z0-9_.-]", "_");
    EmbeddingSpec table =
        EmbeddingSpec.of(name.substring(0, Math.min(MOST_NAME, name.length())), width);
    return new EmbeddingInput(column, 1, table);
  }

  /** Returns the same with so many ids a row at most. */
  public EmbeddingInput withMostIds(int most) {
    return new EmbeddingInput(column, most, table);
  }

  /** Returns the same with another table. */
  public EmbeddingInput withTable(EmbeddingSpec changed) {
    return new EmbeddingInput(column, mostIds, changed);
  }

  /** Returns how many numbers of a row it takes. */
  public int floats() {
    return 1 + mostIds * IdCode.FLOATS;
  }

  /** Returns how many numbers the network gets. */
  public int width() {
    return table.width();
  }
}
