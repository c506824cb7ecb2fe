package org.coherer.ml.summary;

import java.util.List;
import java.util.Map;
import org.coherer.connector.chart.Markup;
import org.coherer.connector.chart.Picture;
import org.coherer.ml.summary.EpochColumns.Column;
import org.coherer.training.event.TrainingHistory.Epoch;

/**
 * A summary as one element of HTML, with all that it needs: no script, no style sheet, nothing that
 * is loaded. So it is a page of its own as well as a part of a notebook.
 */
final class HtmlPage {

  private static final String CELL =
      "padding: 2px 8px; text-align: right; border-bottom: 1px solid " + Picture.GRID;
  private static final String HEAD =
      CELL + "; position: sticky; top: 0; background: #ffffff; font-weight: 600";

  private HtmlPage() {}

  /**
   * Writes a page.
   *
   * @param facts names and values, in their order
   * @param pictures SVG, written by {@link Markup}
   */
  static String of(
      Map<String, String> facts, List<String> pictures, List<Column> columns, List<Epoch> epochs) {
    Markup head =
        new Markup()
            .element("h3", "Training summary", "style", "margin: 0 0 8px 0")
            .open("p", "style", "margin: 0 0 8px 0");
    facts.forEach(
        (name, value) -> {
          head.element("span", name + ": ", "style", "color: #666666");
          head.element("b", value, "style", "margin-right: 18px");
        });
    head.close();
    Markup table = new Markup();
    table.open("div", "style", "max-height: 360px; overflow: auto");
    table.open("table", "style", "border-collapse: collapse; font-variant-numeric: tabular-nums");
    table.open("thead").open("tr");
    columns.forEach(column -> table.element("th", column.name(), "style", HEAD));
    table.close().close().open("tbody");
    for (Epoch epoch : epochs) {
      table.open("tr");
      columns.forEach(column -> table.element("td", column.text(epoch), "style", CELL));
      table.close();
    }
    table.close().close().close();
    String style =
        "font-family: "
            + Picture.FONT.replace('\'', ' ')
            + "; font-size: 13px; color: "
            + Picture.INK
            + "; background: #ffffff; padding: 12px";
    return "<div style=\""
        + style
        + "\">\n"
        + head
        + "\n"
        + String.join("\n", pictures)
        + "\n"
        + table
        + "\n</div>\n";
  }
}
