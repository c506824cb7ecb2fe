package org.coherer.examples.digits;

import java.util.Arrays;

/**
 * A square of pixels with their distances to the nearest stroke, which are converted to ink for any
 * pen at the end.
 */
final class Canvas {

  /** The range in pixels on both sides of a stroke's middle, beyond which no pen leaves ink. */
  private static final double REACH = 3;

  private final int side;
  private final double[] squaredDistances;

  Canvas(int side) {
    this.side = side;
    this.squaredDistances = new double[side * side];
    Arrays.fill(squaredDistances, REACH * REACH);
  }

  /** Draws a stroke of straight pieces, given in pixels. */
  void draw(Stroke stroke) {
    double[] points = stroke.points();
    for (int i = 0; i + 3 < points.length; i += 2) {
      drawPiece(points[i], points[i + 1], points[i + 2], points[i + 3]);
    }
  }

  /**
   * Returns the ink in each pixel, row by row, from 0 to 1.
   *
   * @param halfWidth pixels from the middle of a stroke to where half of the ink is left
   * @param softness pixels over which the ink fades
   */
  double[] ink(double halfWidth, double softness) {
    double[] ink = new double[squaredDistances.length];
    double reach = Math.min(halfWidth + softness / 2, REACH);
    for (int i = 0; i < ink.length; i++) {
      if (squaredDistances[i] < reach * reach) {
        ink[i] = Math.min(1, (reach - Math.sqrt(squaredDistances[i])) / softness);
      }
    }
    return ink;
  }

  private void drawPiece(double x1, double y1, double x2, double y2) {
    double dx = x2 - x1;
    double dy = y2 - y1;
    double squaredLength = Math.max(dx * dx + dy * dy, 1e-12);
    int top = first(Math.min(y1, y2));
    int bottom = last(Math.max(y1, y2));
    int left = first(Math.min(x1, x2));
    int right = last(Math.max(x1, x2));
    for (int row = top; row <= bottom; row++) {
      double y = row + 0.5 - y1;
      for (int column = left; column <= right; column++) {
        double x = column + 0.5 - x1;
        double along = Math.min(1, Math.max(0, (x * dx + y * dy) / squaredLength));
        double offX = x - along * dx;
        double offY = y - along * dy;
        double squared = offX * offX + offY * offY;
        int pixel = row * side + column;
        squaredDistances[pixel] = Math.min(squaredDistances[pixel], squared);
      }
    }
  }

  private int first(double low) {
    return (int) Math.max(0, low - REACH);
  }

  private int last(double high) {
    return (int) Math.min(side - 1.0, high + REACH);
  }
}
