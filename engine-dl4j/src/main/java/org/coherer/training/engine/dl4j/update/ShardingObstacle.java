package org.coherer.training.engine.dl4j.update;

import java.util.Collection;
import java.util.List;
import org.coherer.training.engine.dl4j.extension.RateFactor;
import org.coherer.training.optimizer.UpdateRule;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffVertex;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * What keeps a rank from updating a part of the parameters alone: whatever looks at more than one
 * parameter and its gradient, and what DL4J alone can do, which does it for blocks.
 */
public final class ShardingObstacle {

  private static final int SOME_PARAMETERS = 12;

  private ShardingObstacle() {}

  /** Returns what is in the way in a layer; null if nothing is. */
  public static String of(NeuralNetConfiguration configuration) {
    Layer layer = configuration.getLayer();
    // As its replica shows it, also one that is frozen by a wrapper.
    while (layer instanceof BaseWrapperLayer wrapper) {
      layer = wrapper.getUnderlying();
    }
    return of(layer, layer.initializer().paramKeys(layer));
  }

  /** Returns what is in the way in a vertex; null if nothing is. */
  public static String of(GraphVertex vertex) {
    if (vertex instanceof LayerVertex layer) {
      return of(layer.getLayerConf());
    }
    return vertex instanceof SameDiffVertex special
        ? of(special, special.getVertexParams().getParamShapes().keySet())
        : null;
  }

  /**
   * Returns what is in the way in some parameters; null if nothing is.
   *
   * @param names what the layer calls them
   */
  public static String of(TrainingConfig config, Collection<String> names) {
    if (names.isEmpty()) {
      return null;
    }
    String where = where(config);
    GradientNormalization how = config.getGradientNormalization();
    if (how != null
        && how != GradientNormalization.None
        && how != GradientNormalization.ClipElementWiseAbsoluteValue) {
      return where + " limits its gradients by " + how + ", which needs all of them";
    }
    List<LayerConstraint> constraints = constraints(config);
    if (!constraints.isEmpty()) {
      String kind = constraints.get(0).getClass().getSimpleName();
      return where + " has a " + kind + ", which needs all of its parameters";
    }
    for (String name : names) {
      String obstacle = of(config.getUpdaterByParam(name), config.getRegularizationByParam(name));
      if (obstacle != null) {
        return where + " " + obstacle;
      }
    }
    return null;
  }

  private static List<LayerConstraint> constraints(TrainingConfig config) {
    if (config instanceof Bidirectional both) {
      return constraints(both.getFwd());
    }
    return config instanceof Layer layer && layer.getConstraints() != null
        ? layer.getConstraints()
        : List.of();
  }

  private static String of(IUpdater optimizer, List<Regularization> penalties) {
    if (!isFused(optimizer)) {
      return "has the optimizer "
          + RateFactor.plain(optimizer).getClass().getSimpleName()
          + ", which is none of Sgd, Nesterovs, Adam, AMSGrad, AdaGrad, RmsProp, NoOp";
    }
    return penalties == null || PenaltyTerms.cover(penalties)
        ? null
        : "has a regularization that is none of L1, L2, weight decay";
  }

  private static boolean isFused(IUpdater optimizer) {
    UpdateRule rule = UpdateRules.at(optimizer, 0, 0);
    return rule != null
        && optimizer.stateSize(SOME_PARAMETERS) == (long) SOME_PARAMETERS * rule.stateCount();
  }

  private static String where(TrainingConfig config) {
    String name = config.getLayerName();
    return "layer " + (name == null ? "" : "'" + name + "', ") + config.getClass().getSimpleName();
  }
}
