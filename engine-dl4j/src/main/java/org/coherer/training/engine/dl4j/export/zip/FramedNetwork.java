package org.coherer.training.engine.dl4j.export.zip;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.coherer.training.encoding.Rescaling;
import org.coherer.training.encoding.Scaling;
import org.coherer.training.encoding.Standardization;
import org.coherer.training.engine.NetworkFile;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.engine.dl4j.config.NetworkConfiguration;
import org.coherer.training.engine.dl4j.export.LayerWeights;
import org.coherer.training.engine.dl4j.export.Refusal;
import org.coherer.training.export.ExportedModel;
import org.coherer.training.vector.FlatVector;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;

/**
 * A network of DL4J's that does by itself what a model does beside it: the scaling of features is a
 * layer of its own, that of predictions is in the weights of the output layer.
 */
final class FramedNetwork {

  private final ExportedModel model;
  private final Scaling features;
  private final NetworkConfiguration before;
  private final NetworkShape shape;

  /**
   * Creates it.
   *
   * @throws IllegalArgumentException if there is more than scalings
   */
  FramedNetwork(ExportedModel model) {
    this.model = model;
    if (!(model.features() instanceof Scaling scaling)) {
      throw Refusal.column(model.inputs().get(0), Dl4jFile.FORMAT);
    }
    this.features = scaling;
    this.before = NetworkConfiguration.parse(model.network().network(), OptionalDouble.empty());
    this.shape = before.shape();
  }

  /** Returns the network with its parameters. */
  NetworkFile file() {
    ScalingLayers.Added added = added();
    NetworkSpec network = new NetworkSpec(NetworkConfiguration.ENGINE, added.text());
    NetworkConfiguration after = NetworkConfiguration.parse(network, OptionalDouble.empty());
    FlatVector parameters = FlatVector.allocate(after.shape().parameterCount());
    LayerWeights from = weights(before, model.network().parameters());
    LayerWeights to = weights(after, parameters);
    added.keys().forEach((old, key) -> copy(from, old, to, key));
    int at = 0;
    for (int i = 0; i < added.scalings().size(); i++) {
      int length = shape.inputs().get(i).length();
      setScaling(to, added.scalings().get(i), at, length);
      at += length;
    }
    new OutputScaling(model, shape, after, to).apply();
    return new NetworkFile(network, parameters);
  }

  private ScalingLayers.Added added() {
    String text = model.network().network().text();
    List<String> keys = before.stages().stream().map(stage -> stage.key()).toList();
    if (!features.isIdentity()) {
      float limit = features instanceof Standardization each ? each.limit() : 0;
      ScalingLayers layers = new ScalingLayers(limit);
      return before.isGraph()
          ? layers.to(ComputationGraphConfiguration.fromJson(text), shape.inputs(), keys)
          : layers.to(MultiLayerConfiguration.fromJson(text), shape.inputLength(), keys);
    }
    Map<String, String> same = new HashMap<>();
    keys.forEach(key -> same.put(key, key));
    return new ScalingLayers.Added(text, List.of(), same);
  }

  private static LayerWeights weights(NetworkConfiguration configuration, FlatVector all) {
    NetworkAdapter network = configuration.instantiate(0);
    try {
      return new LayerWeights(network, all);
    } finally {
      network.model().params().close();
    }
  }

  private static void copy(LayerWeights from, String old, LayerWeights to, String key) {
    for (String name : from.names(old)) {
      to.slice(key, name).copyFrom(from.slice(old, name));
    }
  }

  /** A batch normalization gives {@code (x - mean) / sqrt(variance) gamma + beta}. */
  private void setScaling(LayerWeights to, String layer, int from, int length) {
    FlatVector means = to.slice(layer, BatchNormalizationParamInitializer.GLOBAL_MEAN);
    FlatVector factors = to.slice(layer, BatchNormalizationParamInitializer.GAMMA);
    FlatVector offsets = to.slice(layer, BatchNormalizationParamInitializer.BETA);
    to.slice(layer, BatchNormalizationParamInitializer.GLOBAL_VAR).fill(1);
    for (int i = 0; i < length; i++) {
      if (features instanceof Rescaling all) {
        factors.set(i, all.scale());
        offsets.set(i, all.offset());
      } else {
        Standardization each = (Standardization) features;
        means.set(i, each.mean(from + i));
        factors.set(i, each.factor(from + i));
      }
    }
  }
}
