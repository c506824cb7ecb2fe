package org.coherer.datasource.image;

/**
 * Turns an image upright.
 *
 * @param swaps whether its rows become columns
 * @param fromRight whether a row is read from its end, before that
 * @param fromBottom whether rows are read from the last one, before that
 */
record Turning(boolean swaps, boolean fromRight, boolean fromBottom) {

  /** Returns what an orientation of EXIF, from 1 to 8, needs. */
  static Turning of(int orientation) {
    return switch (orientation) {
      case 2 -> new Turning(false, true, false);
      case 3 -> new Turning(false, true, true);
      case 4 -> new Turning(false, false, true);
      case 5 -> new Turning(true, false, false);
      case 6 -> new Turning(true, false, true);
      case 7 -> new Turning(true, true, true);
      case 8 -> new Turning(true, true, false);
      default -> new Turning(false, false, false);
    };
  }

  /** Returns the image upright; itself if it is. */
  Pixels apply(Pixels image) {
    if (!swaps && !fromRight && !fromBottom) {
      return image;
    }
    int height = swaps ? image.width() : image.height();
    int width = swaps ? image.height() : image.width();
    int channels = image.channels();
    byte[] from = image.data();
    byte[] turned = new byte[from.length];
    int to = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int row = swaps ? x : y;
        int column = swaps ? y : x;
        int fromRow = fromBottom ? image.height() - 1 - row : row;
        int fromColumn = fromRight ? image.width() - 1 - column : column;
        int at = (fromRow * image.width() + fromColumn) * channels;
        for (int channel = 0; channel < channels; channel++) {
          turned[to] = from[at + channel];
          to++;
        }
      }
    }
    return new Pixels(height, width, channels, turned);
  }
}
