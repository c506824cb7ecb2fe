package org.coherer.training.engine.dl4j.keras.layer;

import org.coherer.training.engine.dl4j.keras.model.KerasLayer;
import org.coherer.training.engine.dl4j.keras.setting.KerasException;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;

/** Converts the layers without weights that change the sizes of images and sequences. */
public final class ImageLayers {

  private final GraphParts parts;

  /** Creates a converter that adds to a graph. */
  public ImageLayers(GraphParts parts) {
    this.parts = parts;
  }

  /** Adds a layer that pools what is within a window. */
  public Tensor pooling(KerasLayer layer, Tensor given) throws KerasException {
    boolean image = isOfImages(layer);
    Tensor from = image ? Conversions.image(layer, given) : Conversions.sequence(layer, given);
    Window window = Window.ofPooling(layer, image ? 2 : 1);
    if (image) {
      SubsamplingLayer.Builder builder = new SubsamplingLayer.Builder(type(layer));
      builder.kernelSize(window.kernel());
      builder.stride(window.stride());
      builder.convolutionMode(window.mode());
      parts.layer(layer.name(), builder.build(), from);
    } else {
      Subsampling1DLayer.Builder builder = new Subsampling1DLayer.Builder(type(layer));
      builder.kernelSize(window.kernel()[0]);
      builder.stride(window.stride()[0]);
      builder.convolutionMode(window.mode());
      parts.layer(layer.name(), builder.build(), from);
    }
    return window.over(from, layer.name(), from.size());
  }

  private static boolean isOfImages(KerasLayer layer) {
    return layer.kind().endsWith("2D");
  }

  private static PoolingType type(KerasLayer layer) {
    return layer.kind().contains("Max") ? PoolingType.MAX : PoolingType.AVG;
  }

  /** Adds a layer that pools all of an image or a sequence. */
  public Tensor globalPooling(KerasLayer layer, Tensor given) throws KerasException {
    boolean image = isOfImages(layer);
    Tensor from = image ? Conversions.image(layer, given) : Conversions.sequence(layer, given);
    parts.layer(layer.name(), new GlobalPoolingLayer(type(layer)), from);
    int[] shape = {from.size()};
    // DL4J's shape inference takes a pooled sequence for a sequence.
    long[] row = {from.size()};
    return new Tensor(
        layer.name(), shape, false, null, image ? null : new ReshapePreprocessor(row, row, false));
  }

  /** Adds rows and columns of zeros around images. */
  public Tensor padding(KerasLayer layer, Tensor given) throws KerasException {
    Tensor from = Conversions.image(layer, given);
    int[] margins = layer.margins("padding");
    parts.layer(layer.name(), new ZeroPaddingLayer.Builder(margins).build(), from);
    return resized(layer, from, margins, 1);
  }

  /** Takes rows and columns away from the sides of images. */
  public Tensor cropping(KerasLayer layer, Tensor given) throws KerasException {
    Tensor from = Conversions.image(layer, given);
    int[] margins = layer.margins("cropping");
    for (int i = 0; i < 2; i++) {
      layer.require(
          margins[2 * i] + margins[2 * i + 1] < from.shape()[i],
          "cropping",
          "must leave something of images of " + from.shape()[0] + " x " + from.shape()[1]);
    }
    parts.layer(layer.name(), new Cropping2D.Builder(margins).build(), from);
    return resized(layer, from, margins, -1);
  }

  private static Tensor resized(KerasLayer layer, Tensor from, int[] margins, int sign) {
    int[] shape = from.shape();
    return Tensor.of(
        layer.name(),
        shape[0] + sign * (margins[0] + margins[1]),
        shape[1] + sign * (margins[2] + margins[3]),
        shape[2]);
  }

  /** Repeats rows and columns. */
  public Tensor repeating(KerasLayer layer, Tensor given) throws KerasException {
    Tensor from = Conversions.image(layer, given);
    int[] size = layer.sizes("size", 2);
    int[] shape = from.shape();
    int height = Math.multiplyExact(shape[0], size[0]);
    int width = Math.multiplyExact(shape[1], size[1]);
    parts.layer(layer.name(), new Upsampling2D.Builder().size(size).build(), from);
    return Tensor.of(layer.name(), height, width, shape[2]);
  }
}
