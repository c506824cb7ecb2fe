package org.coherer.training.engine.dl4j.translation;

import org.coherer.training.engine.dl4j.extension.ParametricActivationLayer;
import org.coherer.training.network.Layer;
import org.coherer.training.network.Parameter;
import org.coherer.training.network.Shape;
import org.coherer.training.network.Shape.Layout;
import org.coherer.training.network.function.Activation;
import org.coherer.training.network.function.Activations;
import org.coherer.training.network.function.Curve;
import org.coherer.training.network.layer.Curved;
import org.coherer.training.network.layer.Elementwise;
import org.coherer.training.network.layer.ParametricActivation;
import org.nd4j.linalg.activations.IActivation;

/** Adds DL4J's activations: our own where there is one, else DL4J's behind the layer. */
final class ActivationTranslation {

  private final NetworkParts parts;

  ActivationTranslation(NetworkParts parts) {
    this.parts = parts;
  }

  /** What makes a layer with one of our functions. */
  interface WithFunction {

    /** Makes it. */
    Layer make(Activation function) throws UntranslatableException;
  }

  /** Adds a layer with its function, or behind it where only DL4J has that. */
  int behind(String key, IActivation function, WithFunction layer, int from)
      throws UntranslatableException {
    Activation ours = Functions.ours(function);
    if (ours != null) {
      return parts.add(key, layer.make(ours), from);
    }
    return add(key, function, parts.add(key, layer.make(Activations.IDENTITY), from));
  }

  /** Adds an activation with shares. */
  int add(String key, ParametricActivationLayer layer, ParameterBlocks parameters, int from)
      throws UntranslatableException {
    int in = parts.in(key, Layout.VECTORS, from);
    parts.requireSize(key, layer.units(), in);
    if (layer.getIDropout() != null) {
      throw new UntranslatableException(key, "takes dropout");
    }
    Activation ours = Functions.ours(layer.function().getActivationFunction());
    Parameter share = parameters.take(key, ParametricActivationLayer.SHARE);
    return parts.add(
        key,
        ours != null
            ? new ParametricActivation(layer.units(), ours, share)
            : new ParametricActivation(
                layer.units(), Functions.curve(layer.function().getActivationFunction()), share),
        in);
  }

  /** Adds an activation alone. */
  int add(String key, IActivation function, int from) throws UntranslatableException {
    Shape shape = parts.shape(from);
    Activation ours = Functions.ours(function);
    if (ours != null) {
      return parts.add(null, new Elementwise(shape, ours), from);
    }
    Curve curve = Functions.curve(function);
    if (curve != null) {
      return parts.add(null, new Curved(shape, curve), from);
    }
    if (shape.layout() == Layout.VECTORS
        ? Functions.isOfVectors(function)
        : Functions.isElementwise(function)) {
      return parts.add(null, new Dl4jElementwise(shape, function), from);
    }
    throw new UntranslatableException(
        key, "has the activation " + function.getClass().getSimpleName());
  }
}
