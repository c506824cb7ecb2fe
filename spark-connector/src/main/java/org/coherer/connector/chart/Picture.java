package org.coherer.connector.chart;

/** What all pictures look like. */
public final class Picture {

  /** The color of texts and axes. */
  public static final String INK = "#333333";

  /** The color of what only guides the eye. */
  public static final String GRID = "#e3e3e3";

  /** The fonts of texts. */
  public static final String FONT =
      "system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif";

  private Picture() {}

  /**
   * Begins a picture on white, so that it can be read on any page. Spark's pages know its class: on
   * a narrow screen it shrinks.
   */
  static void open(Markup svg, int width, int height, String title) {
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 " + width + " " + height,
        "width",
        width,
        "height",
        height,
        "role",
        "img",
        "class",
        "img-fluid",
        "font-family",
        FONT,
        "font-size",
        12);
    svg.element("title", title);
    svg.empty("rect", "width", width, "height", height, "fill", "#ffffff");
  }

  /**
   * Returns the attributes of a text.
   *
   * @param anchor which part of it lies at x: start, middle or end
   */
  static Object[] text(double x, double y, String anchor, Object... more) {
    Object[] attributes = new Object[8 + more.length];
    Object[] always = {"x", x, "y", y, "text-anchor", anchor, "fill", INK};
    System.arraycopy(always, 0, attributes, 0, always.length);
    System.arraycopy(more, 0, attributes, always.length, more.length);
    return attributes;
  }
}
