package org.coherer.training.engine.dl4j.extension;

import java.util.Set;
import org.deeplearning4j.nn.conf.layers.Layer;

/** The classes of ours that the text of a network may name beside DL4J's own. */
public final class Extensions {

  private static final Set<String> NAMES =
      Set.of(
          DotInteractionLayer.class.getName(),
          OrthogonalStart.class.getName(),
          ParametricActivationLayer.class.getName(),
          PeriodicEmbeddingLayer.class.getName(),
          RateFactor.class.getName());

  private Extensions() {}

  /** Returns whether a class is one of them. */
  public static boolean named(String name) {
    return NAMES.contains(name);
  }

  /** Returns how many numbers a layer of ours takes; 0 for a layer of DL4J's. */
  public static int inputsOf(Layer layer) {
    return layer instanceof ExtensionLayer own ? own.inputs() : 0;
  }
}
