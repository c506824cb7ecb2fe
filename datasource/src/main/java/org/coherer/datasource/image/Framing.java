package org.coherer.datasource.image;

import java.io.Serializable;
import java.util.List;
import org.coherer.datasource.codec.Content;

/**
 * Brings images to a size, as torchvision's {@code Resize} and {@code CenterCrop} do. What is
 * transparent adds nothing to the colours that an image has when it is resized.
 *
 * @param resize nothing: as it is; one number: the shorter side, the other in proportion; two:
 *     height and width
 * @param crop nothing: all of it; one number: height and width; two: height and width, around the
 *     centre
 * @param maxPixels how many pixels an image may have after it was resized
 */
public record Framing(List<Integer> resize, List<Integer> crop, long maxPixels)
    implements Serializable {

  /** Copies the sizes. */
  public Framing {
    resize = List.copyOf(resize);
    crop = List.copyOf(crop);
  }

  /** Returns height and width that all images have afterwards; nothing if they differ. */
  public List<Integer> size() {
    if (!crop.isEmpty()) {
      return List.of(crop.get(0), crop.get(crop.size() - 1));
    }
    return resize.size() == 2 ? resize : List.of();
  }

  /**
   * Resizes and crops an image.
   *
   * @throws BadImageException if it is smaller than what is cut out of it, or too large when it is
   *     resized
   */
  public Pixels apply(Pixels image) throws BadImageException {
    long height = image.height();
    long width = image.width();
    if (resize.size() == 2) {
      height = resize.get(0);
      width = resize.get(1);
    } else if (resize.size() == 1) {
      long shorter = resize.get(0);
      boolean isTall = height > width;
      long longer = shorter * Math.max(height, width) / Math.min(height, width);
      height = isTall ? longer : shorter;
      width = isTall ? shorter : longer;
    }
    if (height * width > maxPixels) {
      throw new BadImageException(
          "an image of %d x %d pixels would be resized to %d x %d (must have at most %d: lower resize, or raise maxPixels)"
              .formatted(image.height(), image.width(), height, width, maxPixels));
    }
    return cut(image, (int) height, (int) width);
  }

  private Pixels cut(Pixels image, int height, int width) throws BadImageException {
    List<Integer> size = crop.isEmpty() ? List.of(height, width) : size();
    if (size.get(0) > height || size.get(1) > width) {
      throw new BadImageException(
          "an image of %d x %d pixels is smaller than the crop of %d x %d (must be at least that: set resize)"
              .formatted(height, width, size.get(0), size.get(1)));
    }
    boolean isResized = height != image.height() || width != image.width();
    if (!isResized && size.get(0) == height && size.get(1) == width) {
      return image;
    }
    requireTogether(image, size);
    int top = before(height, size.get(0));
    int left = before(width, size.get(1));
    Weights across = new Weights(image.width(), width, left, size.get(1));
    Weights down = new Weights(image.height(), height, top, size.get(0));
    if (!isResized || image.channels() != Pixels.RGBA) {
      return new Resizing(image, across, down).apply();
    }
    Pixels resized = new Resizing(Opacity.multiply(image), across, down).apply();
    Opacity.divide(resized.data());
    return resized;
  }

  /**
   * Limits what is computed on the way: all rows in the new width, and what columns are made of.
   * Images that keep their proportions are below the limit if they are before and afterwards.
   */
  private void requireTogether(Pixels image, List<Integer> size) throws BadImageException {
    long tall = (long) image.height() * size.get(1);
    long wide = (long) image.width() * size.get(0);
    if (Math.max(tall, wide) > maxPixels) {
      throw new BadImageException(
          "an image of %d x %d pixels becomes one of %d x %d by way of %d (must be at most %d: resize in proportion, or raise maxPixels)"
              .formatted(
                  image.height(),
                  image.width(),
                  size.get(0),
                  size.get(1),
                  Math.max(tall, wide),
                  maxPixels));
    }
    long bytes = (long) size.get(0) * size.get(1) * image.channels();
    if (bytes > Content.MAX_ARRAY_BYTES) {
      throw new BadImageException(
          "an image becomes one of %d x %d pixels of %d channels (must fit an array of %d bytes)"
              .formatted(size.get(0), size.get(1), image.channels(), Content.MAX_ARRAY_BYTES));
    }
  }

  /** Returns how much is cut off in front, as Python rounds: a half to the even number. */
  private static int before(int length, int kept) {
    return (int) Math.rint((length - kept) / 2.0);
  }
}
