package org.coherer.training.engine.dl4j.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.optimizer.ParameterChange;
import org.coherer.training.vector.Chunk;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.misc.DummyConfig;
import org.deeplearning4j.nn.updater.UpdaterBlock.ParamState;
import org.deeplearning4j.nn.updater.UpdaterUtils;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Parameters that DL4J has one name for, such as the weights of a layer.
 *
 * @param layer what they belong to
 * @param name what the layer calls them
 * @param place where they lie among all parameters
 */
public record Variable(Trainable layer, String name, Chunk place) {

  /** Returns what a block of DL4J's updater is made of. */
  static Variable of(ParamState state) {
    long start = state.getParamOffsetStart();
    return new Variable(
        state.getLayer(),
        state.getParamName(),
        new Chunk(start, state.getParamOffsetEnd() - start));
  }

  /** Returns all of a network, in the order in which they lie in memory. */
  static List<Variable> of(NetworkAdapter network) {
    List<Variable> all = new ArrayList<>();
    long offset = 0;
    for (Trainable layer : network.trainables().values()) {
      for (Map.Entry<String, INDArray> entry : layer.paramTable(false).entrySet()) {
        long length = entry.getValue().length();
        all.add(new Variable(layer, entry.getKey(), new Chunk(offset, length)));
        offset += length;
      }
    }
    return all;
  }

  /** Returns whether training leaves it as it is, which DL4J's configuration of it says. */
  boolean isFrozen() {
    return layer.getConfig() instanceof DummyConfig;
  }

  IUpdater optimizer() {
    return layer.getConfig().getUpdaterByParam(name);
  }

  /** Returns whether DL4J has both in one block if one follows the other. */
  boolean sharesBlockWith(Variable next) {
    return UpdaterUtils.updaterConfigurationsEquals(layer, name, next.layer, next.name);
  }

  List<Regularization> penalties() {
    List<Regularization> penalties = layer.getConfig().getRegularizationByParam(name);
    return penalties == null ? List.of() : penalties;
  }

  /** Returns what each gradient is limited to, without regard to others. */
  float clip() {
    return layer.getConfig().getGradientNormalization()
            == GradientNormalization.ClipElementWiseAbsoluteValue
        ? (float) layer.getConfig().getGradientNormalizationThreshold()
        : ParameterChange.NO_CLIP;
  }
}
