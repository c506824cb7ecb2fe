package org.coherer.examples.digits;

/** One movement of the pen, from point to point; x points right and y down. */
final class Stroke {

  private static final int STEPS_PER_CURVE = 5;

  private final boolean curved;
  private final double[] points;

  /**
   * Creates a stroke.
   *
   * @param curved whether the pen rounds the points off (a Catmull-Rom spline passes through all of
   *     them), or turns sharply at each
   * @param points x and y in turn
   */
  Stroke(boolean curved, double... points) {
    this.curved = curved;
    this.points = points;
  }

  /** Returns a stroke with sharp turns; 0 to 100 spans the square. */
  static Stroke line(double... percent) {
    return new Stroke(false, percent);
  }

  /** Returns a stroke without turns; 0 to 100 spans the square. */
  static Stroke curve(double... percent) {
    return new Stroke(true, percent);
  }

  /** Returns whether the pen rounds the points off. */
  boolean curved() {
    return curved;
  }

  /** Returns x and y of each point in turn. Not to be changed. */
  double[] points() {
    return points;
  }

  /** Returns the number of points. */
  int size() {
    return points.length / 2;
  }

  /** Returns the stroke as straight pieces that are short enough to look round. */
  Stroke flattened() {
    if (!curved || size() < 3) {
      return this;
    }
    double[] flat = new double[2 * ((size() - 1) * STEPS_PER_CURVE + 1)];
    int at = 0;
    for (int piece = 0; piece < size() - 1; piece++) {
      for (int step = 0; step < STEPS_PER_CURVE; step++) {
        double t = (double) step / STEPS_PER_CURVE;
        flat[at++] = spline(piece, t, 0);
        flat[at++] = spline(piece, t, 1);
      }
    }
    flat[at++] = points[points.length - 2];
    flat[at] = points[points.length - 1];
    return new Stroke(false, flat);
  }

  /** The uniform Catmull-Rom polynomial between two points; the ends count twice. */
  private double spline(int piece, double t, int axis) {
    double before = points[2 * Math.max(piece - 1, 0) + axis];
    double from = points[2 * piece + axis];
    double to = points[2 * piece + 2 + axis];
    double after = points[2 * Math.min(piece + 2, size() - 1) + axis];
    double a = 2 * from;
    double b = to - before;
    double c = 2 * before - 5 * from + 4 * to - after;
    double d = 3 * (from - to) + after - before;
    return 0.5 * (a + t * (b + t * (c + t * d)));
  }
}
