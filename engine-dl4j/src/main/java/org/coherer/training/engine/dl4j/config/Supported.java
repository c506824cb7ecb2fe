package org.coherer.training.engine.dl4j.config;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.coherer.training.engine.NetworkShape.Content;
import org.coherer.training.engine.NetworkShape.LayerInfo;
import org.coherer.training.engine.NetworkShape.Output;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeRecurrent;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BasePretrainNetwork;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.stepfunctions.NegativeDefaultStepFunction;
import org.deeplearning4j.nn.conf.stepfunctions.NegativeGradientStepFunction;
import org.deeplearning4j.nn.conf.stepfunctions.StepFunction;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossFMeasure;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMixtureDensity;
import org.nd4j.linalg.lossfunctions.impl.LossPoisson;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/** What a network must be so that it can be trained here; everything else is refused by name. */
final class Supported {

  /** Losses that are no sum over rows, or compare the output with targets of another shape. */
  private static final Set<Class<? extends ILossFunction>> OTHER_LOSSES =
      Set.of(LossFMeasure.class, LossMixtureDensity.class, LossSparseMCXENT.class);

  private Supported() {}

  /** Checks what is set for a network as a whole. */
  static void settings(DataType type, BackpropType backprop) {
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      throw new IllegalArgumentException(
          "Cannot train a network of data type " + type + " (must be FLOAT or DOUBLE)");
    }
    if (backprop != BackpropType.Standard) {
      throw new IllegalArgumentException(
          "Cannot train a network with backpropagation type " + backprop + " (must be Standard)");
    }
  }

  /** Checks one layer. */
  static void layer(NeuralNetConfiguration configuration) {
    Layer layer = configuration.getLayer();
    if (configuration.getOptimizationAlgo() != OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT) {
      throw refused(
          layer,
          "is optimized by " + configuration.getOptimizationAlgo(),
          "must be STOCHASTIC_GRADIENT_DESCENT");
    }
    if (!configuration.isMiniBatch()) {
      throw refused(
          layer, "sets miniBatch(false)", "must be true: gradients are averaged over rows");
    }
    StepFunction direction = configuration.getStepFunction();
    if (!(direction == null
        || direction instanceof NegativeDefaultStepFunction
        || direction instanceof NegativeGradientStepFunction)) {
      throw refused(
          layer,
          "sets the step function " + direction.getClass().getSimpleName(),
          "must be omitted: the loss is minimized");
    }
    DefectsOfDl4j.check(layer);
    if (layer instanceof BasePretrainNetwork) {
      throw refused(layer, "is trained on its own", "must be a layer of supervised training");
    }
  }

  /**
   * Checks that a layer is given images of the sizes that it was made for, where it says them.
   *
   * @param before what prepares its input; may be null
   */
  static void flattened(Layer layer, InputPreProcessor before, InputType given) {
    if (before instanceof CnnToFeedForwardPreProcessor flat
        && given instanceof InputTypeConvolutional images
        && (flat.getNumChannels() != images.getChannels()
            || flat.getInputHeight() != images.getHeight()
            || flat.getInputWidth() != images.getWidth())) {
      throw refused(
          layer,
          "is given images of "
              + List.of(images.getChannels(), images.getHeight(), images.getWidth()),
          "must be "
              + List.of(flat.getNumChannels(), flat.getInputHeight(), flat.getInputWidth())
              + " (channels, height, width): those of the network's input must be as they were when"
              + " the network was built");
    }
  }

  /**
   * Returns what a layer takes. Behind sequences that are pooled, DL4J puts a preprocessor for
   * sequences, which passes on what is none.
   *
   * @param before what prepares its input; may be null
   */
  static InputType prepared(InputPreProcessor before, InputType given) {
    boolean passes =
        before == null
            || (before instanceof RnnToFeedForwardPreProcessor
                && given.getType() == InputType.Type.FF);
    return passes ? given : before.getOutputType(given);
  }

  /** Returns what a layer gives, which DL4J has wrong for sequences that are pooled. */
  static InputType given(Layer layer, int index, InputType taken) {
    return layer instanceof GlobalPoolingLayer pooling
            && pooling.isCollapseDimensions()
            && taken instanceof InputTypeRecurrent sequence
        ? InputType.feedForward(sequence.getSize())
        : layer.getOutputType(index, taken);
  }

  /** Runs DL4J's inference of shapes. */
  static <T> T shapes(Supplier<T> inference) {
    try {
      return inference.get();
    } catch (IllegalArgumentException e) {
      throw e.getMessage() != null && e.getMessage().startsWith("Cannot train") ? e : unfit(e);
    } catch (RuntimeException e) {
      throw unfit(e);
    }
  }

  private static IllegalArgumentException unfit(RuntimeException cause) {
    return new IllegalArgumentException(
        "Cannot train the network: its layers do not fit together, or its input is not one row of"
            + " numbers",
        cause);
  }

  /** Checks that a network has something to learn. */
  static void parameters(long count) {
    if (count == 0) {
      throw new IllegalArgumentException("Cannot train a network without parameters");
    }
  }

  /** Checks a last layer and returns what the output is. */
  static Output output(String name, InputType type, NeuralNetConfiguration last) {
    if (type.getType() != InputType.Type.FF) {
      throw new IllegalArgumentException(
          "Cannot train a network whose output is of type "
              + type.getType()
              + " (must be FF, one row of numbers)");
    }
    return new Output(
        name, Math.toIntExact(type.arrayElementsPerExample()), content(last.getLayer()));
  }

  /**
   * Returns what a summary shows of a layer.
   *
   * @param kind a layer or a vertex
   * @param output what it gives; sizes that depend on the batch are unknown
   * @param from the names of what it takes; none for what is before it
   * @param kept the floats that it keeps for a row in training beside its output
   */
  static LayerInfo layerInfo(
      String name, Object kind, InputType output, long parameters, List<String> from, long kept) {
    String shape =
        Arrays.stream(output.getShape())
            .mapToObj(size -> size < 0 ? "?" : Long.toString(size))
            .collect(Collectors.joining(" x "));
    return new LayerInfo(name, kind.getClass().getSimpleName(), shape, parameters, from, kept);
  }

  private static Content content(Layer last) {
    if (last instanceof OutputLayer dense) {
      return content(last, dense.getLossFn(), dense.getActivationFn());
    }
    if (last instanceof LossLayer loss) {
      return content(last, loss.getLossFn(), loss.getActivationFn());
    }
    throw refused(
        last,
        last instanceof BaseOutputLayer ? "has a loss of its own kind" : "has no loss",
        "the last layer must be an OutputLayer or a LossLayer");
  }

  private static Content content(Layer last, ILossFunction loss, IActivation activation) {
    if (OTHER_LOSSES.contains(loss.getClass())) {
      throw refused(
          last,
          "has the loss " + loss.getClass().getSimpleName(),
          "must be a sum over rows of what the output and a target of its shape differ by, such as"
              + " LossMCXENT");
    }
    if (activation instanceof ActivationSoftmax && loss instanceof LossMCXENT) {
      return Content.CLASSES;
    }
    if (activation instanceof ActivationSigmoid && loss instanceof LossBinaryXENT) {
      return Content.LABELS;
    }
    return loss instanceof LossPoisson ? Content.COUNTS : Content.VALUES;
  }

  static IllegalArgumentException refused(Layer layer, String does, String constraint) {
    String name = layer.getLayerName();
    return new IllegalArgumentException(
        "Cannot train the network: layer "
            + (name == null ? "" : "'" + name + "', ")
            + layer.getClass().getSimpleName()
            + " "
            + does
            + " ("
            + constraint
            + ")");
  }
}
