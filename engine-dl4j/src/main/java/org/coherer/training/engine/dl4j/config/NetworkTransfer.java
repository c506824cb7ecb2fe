package org.coherer.training.engine.dl4j.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.coherer.training.engine.NetworkFile;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.Transfer;
import org.coherer.training.engine.Transfer.Frozen;
import org.coherer.training.engine.Transfer.NewOutput;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.vector.FlatVector;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossKLD;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Makes a network for another task of a trained one. */
public final class NetworkTransfer {

  private static final List<Class<? extends ILossFunction>> OF_PROBABILITIES =
      List.of(LossMCXENT.class, LossBinaryXENT.class, LossKLD.class);

  private final NetworkConfiguration network;
  private final List<LayerPlace> places;

  /**
   * Creates a network transfer.
   *
   * @param network will be changed
   */
  public NetworkTransfer(NetworkConfiguration network) {
    this.network = network;
    this.places = network.places();
  }

  /** Makes the network and its parameters. */
  public NetworkFile apply(FlatVector parameters, Transfer transfer) {
    for (String key : frozen(transfer.frozen())) {
      places.stream().filter(place -> place.key().equals(key)).forEach(NetworkTransfer::freeze);
    }
    transfer.output().ifPresent(this::replaceOutput);
    NetworkSpec changed = network.spec();
    NetworkAdapter made =
        NetworkConfiguration.parseInFloats(changed, OptionalDouble.empty())
            .instantiate(transfer.seed());
    try {
      String fresh = transfer.output().isPresent() ? network.outputKey() : null;
      FlatVector kept = FlatVector.of(made.model().params().data().asFloat());
      keep(made, fresh, parameters, kept);
      return new NetworkFile(changed, kept);
    } finally {
      made.model().params().close();
    }
  }

  private Set<String> frozen(Frozen frozen) {
    if (frozen instanceof Frozen.First first) {
      return first(first.layers());
    }
    return frozen instanceof Frozen.Through through ? through(through.layer()) : Set.of();
  }

  private Set<String> first(int count) {
    Set<String> keys =
        places.stream()
            .map(LayerPlace::key)
            .limit(count)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (count >= places.size() || keys.contains(network.outputKey())) {
      throw new IllegalArgumentException(
          "Cannot freeze "
              + count
              + " layers: the network has "
              + places.size()
              + ", the output layer included (must leave the output layer)");
    }
    return keys;
  }

  private Set<String> through(String name) {
    String key =
        places.stream()
            .filter(place -> name.equals(place.name()))
            .map(LayerPlace::key)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Cannot freeze the layers through '"
                            + name
                            + "': the network has no such layer (must be one of "
                            + names()
                            + ")"));
    if (key.equals(network.outputKey())) {
      throw new IllegalArgumentException(
          "Cannot freeze the layers through '"
              + name
              + "': it is the output layer (must be one before it)");
    }
    return network.through(key);
  }

  private List<String> names() {
    return places.stream()
        .filter(place -> !place.key().equals(network.outputKey()))
        .map(LayerPlace::name)
        .toList();
  }

  private static void freeze(LayerPlace place) {
    if (!place.isFrozen()) {
      Layer layer = place.layer();
      FrozenLayer frozen = new FrozenLayer.Builder().layer(layer).build();
      frozen.setLayerName(layer.getLayerName());
      place.configuration().setLayer(frozen);
    }
  }

  private void replaceOutput(NewOutput wanted) {
    if (!(network.outputLayer() instanceof OutputLayer output)) {
      throw new IllegalArgumentException(
          "Cannot replace the network's output: it is a "
              + network.outputLayer().getClass().getSimpleName()
              + ", which has no weights (must be an OutputLayer; end the network with a dense layer"
              + " that has the activation itself)");
    }
    output.setNOut(wanted.length());
    if (wanted.meaning() == NewOutput.Meaning.CLASSES) {
      output.setActivationFn(new ActivationSoftmax());
      output.setLossFn(new LossMCXENT());
    } else if (wanted.meaning() == NewOutput.Meaning.LABELS) {
      output.setActivationFn(new ActivationSigmoid());
      output.setLossFn(new LossBinaryXENT(0));
    } else if (wanted.meaning() == NewOutput.Meaning.VALUES && givesProbabilities(output)) {
      output.setActivationFn(new ActivationIdentity());
      output.setLossFn(new LossMSE());
    }
  }

  /** A single value behind a softmax would always be 1, and have no gradient. */
  private static boolean givesProbabilities(OutputLayer output) {
    return output.getActivationFn() instanceof ActivationSoftmax
        || OF_PROBABILITIES.stream().anyMatch(kind -> kind.isInstance(output.getLossFn()));
  }

  /** Copies all parameters but those of one layer. */
  private static void keep(NetworkAdapter made, String fresh, FlatVector from, FlatVector to) {
    long freshLength = fresh == null ? 0 : length(made.trainables().get(fresh));
    long dropped = from.length() - (to.length() - freshLength);
    long source = 0;
    long target = 0;
    for (Map.Entry<String, Trainable> layer : made.trainables().entrySet()) {
      long length = length(layer.getValue());
      if (layer.getKey().equals(fresh)) {
        source += dropped;
      } else {
        to.slice(target, length).copyFrom(from.slice(source, length));
        source += length;
      }
      target += length;
    }
  }

  private static long length(Trainable layer) {
    return layer.paramTable(false).values().stream().mapToLong(INDArray::length).sum();
  }
}
