package org.coherer.examples.digits;

/** Draws one digit with a random handwriting and a random pen. */
final class DigitPainter {

  private static final double TREMOR = 2.6;
  private static final double PIXEL_NOISE = 0.04;

  private DigitPainter() {}

  /**
   * Returns the grey levels of an image, row by row, from 0 (paper) to 1 (ink), each a multiple of
   * 1/255.
   */
  static float[] paint(int digit, int side, SplitMix random) {
    Stroke[][] ways = Glyphs.of(digit);
    Stroke[] strokes = ways[random.below(ways.length)];
    Affine hand = Affine.handwriting(random, side);
    Canvas canvas = new Canvas(side);
    for (Stroke stroke : strokes) {
      canvas.draw(written(stroke, hand, random).flattened());
    }
    double halfWidth = random.between(0.7, 1.7);
    double softness = random.between(0.9, 1.8);
    return grey(canvas.ink(halfWidth, softness), random.between(0.7, 1.1), random);
  }

  /** Adds a little noise to every point of the stroke. */
  private static Stroke written(Stroke stroke, Affine hand, SplitMix random) {
    double[] points = new double[stroke.points().length];
    for (int i = 0; i < points.length; i += 2) {
      double x = stroke.points()[i] + TREMOR * random.bell();
      double y = stroke.points()[i + 1] + TREMOR * random.bell();
      points[i] = hand.x(x, y);
      points[i + 1] = hand.y(x, y);
    }
    return new Stroke(stroke.curved(), points);
  }

  private static float[] grey(double[] ink, double pressure, SplitMix random) {
    float[] pixels = new float[ink.length];
    for (int i = 0; i < pixels.length; i++) {
      double level = pressure * ink[i] + PIXEL_NOISE * random.bell();
      pixels[i] = Math.round(255 * Math.min(1, Math.max(0, level))) / 255f;
    }
    return pixels;
  }
}
