package org.coherer.connector.column;

import java.util.List;
import org.coherer.training.engine.ImageShape;
import org.coherer.training.engine.ImageShape.Order;

/** Takes images into rows as a binding says: their sizes are checked, or changed. */
public final class ImageTaker {

  private final String label;

  /** Whether the network says how it takes images; else featureShape may say their sizes. */
  private final boolean declared;

  private final List<Integer> shape;
  private final Order order;

  /** Null where sizes must be right. */
  private final ImageResizer resizer;

  /** Creates what takes the images of a column. */
  public ImageTaker(FeatureBinding binding) {
    ImageShape image = binding.image();
    this.label = binding.label();
    this.declared = image != null;
    this.shape = declared ? image.sizes() : binding.shape();
    this.order = declared ? image.order() : Order.CHANNELS_FIRST;
    this.resizer = binding.resized() && shape.size() == 3 ? resizer() : null;
  }

  private ImageResizer resizer() {
    boolean first = order == Order.CHANNELS_FIRST;
    return new ImageResizer(
        shape.get(first ? 1 : 0), shape.get(first ? 2 : 1), shape.get(first ? 0 : 2));
  }

  /**
   * Returns how many values an image has in a row.
   *
   * @param bytes how many it has
   * @throws InvalidRowException if it has another size, or another number of channels where its
   *     size may be changed
   */
  public int valuesOf(int height, int width, int channels, int bytes) {
    ImageShape found = new ImageShape(channels, height, width, order);
    if (shape.isEmpty() || shape.equals(found.sizes())) {
      return bytes;
    }
    int channelAt = order == Order.CHANNELS_FIRST ? 0 : 2;
    boolean resizable = resizer != null && shape.get(channelAt) == channels;
    if (resizable) {
      return shape.get(0) * shape.get(1) * shape.get(2);
    }
    throw new InvalidRowException(
        "Invalid image of "
            + found.sizes()
            + " in "
            + label
            + " ("
            + (declared ? "the network takes " : "featureShape is ")
            + shape
            + ": "
            + found.names()
            + ")");
  }

  /**
   * Copies an image in the order in which the network takes it.
   *
   * @throws InvalidRowException if it has another number of bytes than its sizes say
   */
  public void copy(int height, int width, int channels, byte[] pixels, byte[] into) {
    ImageShape found = new ImageShape(channels, height, width, order);
    boolean planes = order == Order.CHANNELS_FIRST;
    if (resizer == null || shape.equals(found.sizes())) {
      ImageLayout.copy(label, found, pixels, planes, into);
      return;
    }
    ImageLayout.check(label, found, pixels.length);
    int at = planes ? 1 : 0;
    ImageShape wanted = new ImageShape(channels, shape.get(at), shape.get(at + 1), order);
    ImageLayout.copy(label, wanted, resizer.resize(height, width, pixels), planes, into);
  }
}
