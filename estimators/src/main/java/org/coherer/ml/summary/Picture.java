package org.coherer.ml.summary;

/** What all pictures look like. */
final class Picture {

  static final String INK = "#333333";
  static final String GRID = "#e3e3e3";
  static final String FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif";

  private Picture() {}

  /** Begins a picture on white, so that it can be read on any page. */
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
