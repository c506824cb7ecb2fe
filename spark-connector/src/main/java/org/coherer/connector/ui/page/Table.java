package org.coherer.connector.ui.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.coherer.connector.chart.Markup;

/**
 * A table as Spark's pages have them, which scrolls on its own where the screen is narrow.
 *
 * @param <T> what a row is about
 */
final class Table<T> {

  private record Column<T>(String name, boolean number, BiConsumer<Markup, T> cell) {}

  private final List<Column<T>> columns = new ArrayList<>();

  /** Adds a column of texts. */
  Table<T> text(String name, Function<T, String> value) {
    return cell(name, (html, row) -> html.text(value.apply(row)));
  }

  /** Adds a column of numbers, which end below each other. */
  Table<T> number(String name, Function<T, String> value) {
    columns.add(new Column<>(name, true, (html, row) -> html.text(value.apply(row))));
    return this;
  }

  /** Adds a column of anything. */
  Table<T> cell(String name, BiConsumer<Markup, T> content) {
    columns.add(new Column<>(name, false, content));
    return this;
  }

  /** Writes the table. */
  Markup of(List<T> rows) {
    Markup html = new Markup();
    html.open("div", "class", "table-responsive");
    html.open("table", "class", "table table-bordered table-sm table-striped");
    html.open("thead").open("tr");
    for (Column<T> column : columns) {
      html.element("th", column.name(), "class", column.number() ? "text-right" : "text-left");
    }
    html.close().close().open("tbody");
    for (T row : rows) {
      html.open("tr");
      for (Column<T> column : columns) {
        html.open("td", "class", column.number() ? "text-right text-nowrap" : "");
        column.cell().accept(html, row);
        html.close();
      }
      html.close();
    }
    return html.close().close().close();
  }
}
