package org.coherer.ml.persistence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.coherer.connector.column.TableColumn;
import org.coherer.training.encoding.CategoryEncoding;
import org.coherer.training.encoding.ColumnEncoding;
import org.coherer.training.encoding.NumberEncoding;
import org.coherer.training.encoding.TableEncoding;
import org.coherer.training.encoding.TimeEncoding;

/**
 * The keys of {@code preprocessing.properties} for the columns of a table: {@code table}, their
 * number, and for each, from 1, {@code table.n}, what it holds: {@code number}, {@code date},
 * {@code timestamp}, {@code text} or {@code numbered}.
 *
 * <p>Below that, numbers and times have {@code mean}, {@code factor}, {@code limit} and {@code
 * indicator}, numbers {@code centred} as well; categories have {@code values}, their number, {@code
 * value.n} for each, {@code rare}, {@code missing} and {@code embedded}.
 */
final class TableKeys {

  private static final String TABLE = "table";

  private TableKeys() {}

  static boolean isIn(KeyValues values) {
    return values.has(TABLE);
  }

  static void write(TableEncoding table, KeyValues values) {
    values.put(TABLE, table.columns().size());
    for (int i = 0; i < table.columns().size(); i++) {
      ColumnEncoding column = table.columns().get(i);
      String key = key(i);
      values.put(key, TableColumn.of(column).name().toLowerCase(Locale.ROOT));
      if (column instanceof NumberEncoding number) {
        scaled(key, number.mean(), number.factor(), number.limit(), values);
        values.put(key + ".centred", number.centred());
        values.put(key + ".indicator", number.indicator());
      } else if (column instanceof TimeEncoding time) {
        scaled(key, time.mean(), time.factor(), time.limit(), values);
        values.put(key + ".indicator", time.indicator());
      } else if (column instanceof CategoryEncoding category) {
        write(category, key, values);
      }
    }
  }

  private static String key(int column) {
    return TABLE + "." + (column + 1);
  }

  private static void scaled(String key, float mean, float factor, float limit, KeyValues values) {
    values.put(key + ".mean", mean).put(key + ".factor", factor).put(key + ".limit", limit);
  }

  private static void write(CategoryEncoding category, String key, KeyValues values) {
    values.put(key + ".values", category.values().size());
    for (int i = 0; i < category.values().size(); i++) {
      values.put(key + ".value." + (i + 1), category.values().get(i));
    }
    values.put(key + ".rare", category.rare());
    values.put(key + ".missing", category.missing());
    values.put(key + ".embedded", category.embedded());
  }

  /**
   * Reads a table.
   *
   * @throws IOException if a key is missing or its value wrong
   * @throws IllegalArgumentException if a number cannot be
   */
  static TableEncoding read(KeyValues values) throws IOException {
    // What is claimed without being there ends the loop at the first key that is missing.
    long count = values.integer(TABLE, 1, Integer.MAX_VALUE);
    List<ColumnEncoding> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      columns.add(column(key(i), values));
    }
    return new TableEncoding(columns);
  }

  private static ColumnEncoding column(String key, KeyValues values) throws IOException {
    String holds = values.text(key);
    return switch (holds) {
      case "number" ->
          new NumberEncoding(
              number(key + ".mean", values),
              number(key + ".factor", values),
              number(key + ".limit", values),
              truth(key + ".centred", values),
              truth(key + ".indicator", values));
      case "date", "timestamp" ->
          new TimeEncoding(
              number(key + ".mean", values),
              number(key + ".factor", values),
              number(key + ".limit", values),
              holds.equals("timestamp"),
              truth(key + ".indicator", values));
      case "text", "numbered" -> category(key, holds.equals("text"), values);
      default -> throw values.invalid(key, "must be number, date, timestamp, text or numbered");
    };
  }

  private static CategoryEncoding category(String key, boolean text, KeyValues values)
      throws IOException {
    long count = values.integer(key + ".values", 0, Integer.MAX_VALUE - 2);
    List<String> categories = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      String at = key + ".value." + i;
      if (!text) {
        values.number(at); // or it says what is wrong
      }
      categories.add(values.text(at));
    }
    return new CategoryEncoding(
        text ? CategoryEncoding.Type.TEXT : CategoryEncoding.Type.NUMBER,
        categories,
        truth(key + ".rare", values),
        truth(key + ".missing", values),
        truth(key + ".embedded", values));
  }

  private static float number(String key, KeyValues values) throws IOException {
    return (float) values.number(key);
  }

  private static boolean truth(String key, KeyValues values) throws IOException {
    String text = values.text(key);
    if (!text.equals("true") && !text.equals("false")) {
      throw values.invalid(key, "must be true or false");
    }
    return text.equals("true");
  }
}
