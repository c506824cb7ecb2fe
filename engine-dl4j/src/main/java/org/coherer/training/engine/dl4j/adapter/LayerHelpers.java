package org.coherer.training.engine.dl4j.adapter;

import java.lang.reflect.Field;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.LayerHelper;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNSubsamplingHelper;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Gives layers DL4J's helpers that call oneDNN. DL4J itself omits them unless a system property
 * says otherwise, and even then: they ask ND4J whether they are supported by a name that has
 * changed. Without one, a convolution spends three quarters of its time in copying patches of its
 * input.
 */
public final class LayerHelpers {

  private static final String FIELD = "helper";

  private LayerHelpers() {}

  /** Gives all layers what there is for them: something for 32-bit floats alone. */
  public static void install(DataType type, Layer... layers) {
    if (type != DataType.FLOAT) {
      return;
    }
    for (Layer layer : layers) {
      install(layer);
    }
  }

  private static void install(Layer layer) {
    if (layer instanceof BaseWrapperLayer wrapper) {
      install(wrapper.getUnderlying());
    } else if (layer.getClass() == ConvolutionLayer.class) {
      set(ConvolutionLayer.class, layer, new MKLDNNConvHelper(DataType.FLOAT));
    } else if (layer.getClass() == SubsamplingLayer.class) {
      set(SubsamplingLayer.class, layer, new MKLDNNSubsamplingHelper(DataType.FLOAT));
    }
  }

  private static void set(Class<?> type, Layer layer, LayerHelper helper) {
    try {
      Field field = type.getDeclaredField(FIELD);
      field.setAccessible(true);
      field.set(layer, helper);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "Cannot set the helper of "
              + type.getName()
              + " (the class path has another version of DL4J than Coherer was built for)",
          e);
    }
  }
}
