package org.coherer.datasource.image;

/** Multiplies the colours of pixels by how opaque these are, and divides them again. */
final class Opacity {
  private static final int OPAQUE = 255;
  private static final int HALF = 128;

  private Opacity() {}

  /** Returns the image with colours that are multiplied, rounded to the nearest, as Pillow does. */
  static Pixels multiply(Pixels image) {
    byte[] rgba = image.data().clone();
    for (int at = 0; at < rgba.length; at += Pixels.RGBA) {
      int opacity = rgba[at + Pixels.RGB] & 0xFF;
      for (int i = at; i < at + Pixels.RGB; i++) {
        int product = (rgba[i] & 0xFF) * opacity + HALF;
        rgba[i] = (byte) (((product >> Byte.SIZE) + product) >> Byte.SIZE);
      }
    }
    return new Pixels(image.height(), image.width(), Pixels.RGBA, rgba);
  }

  /** Divides colours that were multiplied, in place, rounded down, as Pillow does. */
  static void divide(byte[] rgba) {
    for (int at = 0; at < rgba.length; at += Pixels.RGBA) {
      int opacity = rgba[at + Pixels.RGB] & 0xFF;
      for (int i = at; i < at + Pixels.RGB; i++) {
        int value = opacity == 0 ? 0 : (rgba[i] & 0xFF) * OPAQUE / opacity;
        rgba[i] = (byte) Math.min(value, OPAQUE);
      }
    }
  }
}
