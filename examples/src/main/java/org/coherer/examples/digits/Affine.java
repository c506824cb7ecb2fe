package org.coherer.examples.digits;

/**
 * An affine map of the plane: rotation, slant, size and position.
 *
 * @param xx how x adds to the new x
 * @param xy how y adds to the new x
 * @param x0 the new x of the origin
 * @param yx how x adds to the new y
 * @param yy how y adds to the new y
 * @param y0 the new y of the origin
 */
record Affine(double xx, double xy, double x0, double yx, double yy, double y0) {

  /**
   * Returns the map from a glyph's square of 100 x 100 to pixels, with random rotation of up to 14
   * degrees, slant, width, height and offset.
   *
   * @param side pixels of the image's height and width
   */
  static Affine handwriting(SplitMix random, int side) {
    double angle = random.between(-0.25, 0.25);
    double slant = random.between(-0.35, 0.2);
    double width = side * random.between(0.0055, 0.0085);
    double height = side * random.between(0.0065, 0.0085);
    double sin = StrictMath.sin(angle);
    double cos = StrictMath.cos(angle);
    double xx = width * cos;
    double xy = height * (slant * cos - sin);
    double yx = width * sin;
    double yy = height * (slant * sin + cos);
    double reach = side * 0.08;
    double x = side / 2.0 + random.between(-reach, reach);
    double y = side / 2.0 + random.between(-reach, reach);
    return new Affine(xx, xy, x - 50 * (xx + xy), yx, yy, y - 50 * (yx + yy));
  }

  double x(double x, double y) {
    return xx * x + xy * y + x0;
  }

  double y(double x, double y) {
    return yx * x + yy * y + y0;
  }
}
