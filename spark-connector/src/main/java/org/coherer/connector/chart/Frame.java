package org.coherer.connector.chart;

/**
 * The size of a chart, and the margins around what is drawn.
 *
 * @param width of the whole picture, in pixels
 * @param height of the whole picture, in pixels
 * @param left where the values begin
 * @param top where the values begin
 */
public record Frame(int width, int height, int left, int top) {

  /** For a chart on its own. */
  public static final Frame LARGE = new Frame(720, 360, 78, 44);

  /** For one of several charts, which stay legible on a phone. */
  public static final Frame SMALL = new Frame(480, 250, 76, 34);

  private static final int RIGHT = 20;
  private static final int BELOW = 52;

  /** Returns where the values end. */
  int right() {
    return width - RIGHT;
  }

  /** Returns where the values end, and the axis lies. */
  int bottom() {
    return height - BELOW;
  }

  /** Returns the height of a value at a position from 0 to 1. */
  double y(double position) {
    return bottom() - position * (bottom() - top);
  }

  /** Draws both axes with the ticks of the vertical one. */
  void draw(Markup svg, Scale scale, String axis) {
    for (Scale.Tick tick : scale.ticks()) {
      double y = y(scale.position(tick.value()));
      svg.empty("line", "x1", left, "y1", y, "x2", right(), "y2", y, "stroke", Picture.GRID);
      svg.element("text", tick.text(), Picture.text(left - 8.0, y + 4, "end"));
    }
    String corner = "M" + left + " " + top + "V" + bottom() + "H" + right();
    svg.empty("path", "d", corner, "fill", "none", "stroke", Picture.INK);
    svg.element("text", "epoch", Picture.text((left + right()) / 2.0, height - 12.0, "middle"));
    double middle = (top + bottom()) / 2.0;
    String rotated = "rotate(-90 18 " + middle + ")";
    svg.element("text", axis, Picture.text(18.0, middle, "middle", "transform", rotated));
  }

  /** Draws the tick of an epoch. */
  void tick(Markup svg, double x, int epoch) {
    svg.empty("line", "x1", x, "y1", bottom(), "x2", x, "y2", bottom() + 5, "stroke", Picture.INK);
    svg.element("text", Integer.toString(epoch), Picture.text(x, bottom() + 19.0, "middle"));
  }

  /** Writes a text in place of values. */
  void say(Markup svg, String text) {
    svg.element(
        "text", text, Picture.text((left + right()) / 2.0, (top + bottom()) / 2.0, "middle"));
  }
}
