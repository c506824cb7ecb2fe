package org.coherer.examples.digits;

import static org.coherer.examples.digits.Stroke.curve;
import static org.coherer.examples.digits.Stroke.line;

/** The shapes of handwritten digits: several variants per digit, each as the strokes of a pen. */
final class Glyphs {

  private static final Stroke[][][] WAYS = {
    zero(), one(), two(), three(), four(), five(), six(), seven(), eight(), nine()
  };

  private Glyphs() {}

  /** Returns the variants of a digit. Must not be changed. */
  static Stroke[][] of(int digit) {
    return WAYS[digit];
  }

  private static Stroke[] way(Stroke... strokes) {
    return strokes;
  }

  private static Stroke[][] zero() {
    return new Stroke[][] {
      way(curve(52, 8, 28, 20, 19, 50, 28, 80, 50, 92, 73, 79, 81, 50, 73, 21, 52, 8)),
      way(curve(56, 8, 38, 24, 31, 52, 38, 82, 52, 92, 66, 76, 70, 46, 64, 20, 50, 9)),
    };
  }

  private static Stroke[][] one() {
    return new Stroke[][] {
      way(line(51, 8, 49, 92)),
      way(line(33, 27, 53, 8, 52, 92)),
      way(line(33, 27, 52, 8, 52, 91), line(30, 91, 73, 91)),
    };
  }

  private static Stroke[][] two() {
    return new Stroke[][] {
      way(curve(22, 28, 36, 11, 56, 9, 72, 22, 68, 44, 48, 68, 24, 90), line(24, 90, 80, 89)),
      way(curve(23, 25, 44, 8, 69, 18, 66, 44, 44, 76, 26, 86, 30, 72, 50, 82, 80, 88)),
    };
  }

  private static Stroke[][] three() {
    return new Stroke[][] {
      way(
          curve(24, 19, 44, 8, 68, 16, 68, 35, 44, 47),
          curve(44, 47, 72, 56, 75, 78, 50, 92, 22, 82)),
      way(line(25, 11, 73, 10, 45, 43), curve(45, 43, 70, 50, 76, 74, 54, 92, 22, 85)),
    };
  }

  private static Stroke[][] four() {
    return new Stroke[][] {
      way(line(34, 9, 22, 56, 80, 54), line(65, 24, 61, 92)),
      way(line(62, 92, 63, 8, 19, 64, 83, 63)),
    };
  }

  private static Stroke[][] five() {
    return new Stroke[][] {
      way(line(74, 10, 34, 11, 30, 46), curve(30, 46, 54, 39, 76, 56, 72, 80, 48, 92, 22, 83)),
      way(curve(34, 12, 32, 42, 58, 46, 72, 66, 58, 88, 24, 88), line(34, 12, 74, 9)),
    };
  }

  private static Stroke[][] six() {
    return new Stroke[][] {
      way(curve(68, 9, 43, 24, 27, 56, 32, 84, 54, 92, 73, 79, 69, 59, 48, 53, 29, 68)),
      way(curve(54, 8, 36, 40, 27, 70, 40, 91, 62, 88, 71, 70, 58, 58, 40, 64, 30, 78)),
    };
  }

  private static Stroke[][] seven() {
    return new Stroke[][] {
      way(line(21, 12, 79, 11, 44, 92)),
      way(line(21, 12, 79, 11, 44, 92), line(36, 51, 73, 49)),
      way(curve(22, 20, 30, 12, 54, 15, 77, 10), curve(77, 10, 60, 38, 48, 64, 44, 92)),
    };
  }

  private static Stroke[][] eight() {
    return new Stroke[][] {
      way(
          curve(50, 47, 30, 36, 30, 17, 50, 8, 70, 17, 70, 36, 50, 47),
          curve(50, 47, 27, 60, 25, 80, 50, 92, 75, 80, 73, 60, 50, 47)),
      way(
          curve(
              71, 18, 50, 8, 29, 20, 38, 40, 62, 56, 73, 75, 51, 92, 28, 77, 39, 57, 63, 40, 71,
              18)),
    };
  }

  private static Stroke[][] nine() {
    return new Stroke[][] {
      way(curve(71, 27, 57, 9, 35, 13, 27, 33, 41, 49, 61, 45, 71, 27), line(71, 27, 66, 92)),
      way(
          curve(71, 29, 56, 9, 34, 14, 27, 34, 43, 49, 62, 44, 71, 29),
          curve(71, 29, 74, 60, 60, 86, 31, 88)),
    };
  }
}
