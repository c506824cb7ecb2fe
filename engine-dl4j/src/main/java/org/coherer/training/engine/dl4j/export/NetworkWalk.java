package org.coherer.training.engine.dl4j.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.coherer.training.engine.NetworkFile;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.engine.dl4j.adapter.Stage;
import org.coherer.training.engine.dl4j.config.NetworkConfiguration;
import org.coherer.training.export.ExportedModel;
import org.coherer.training.export.ExportedOutputs;

/**
 * Goes through a model from the columns of a row to the numbers that its network gives.
 *
 * @param <T> what a layer gives, in the language of a format
 */
public final class NetworkWalk<T> {

  private final ExportedModel model;
  private final Target<T> target;
  private final NetworkShape shape;
  private final List<Stage> stages;
  private final List<String> ends;
  private final LayerWalk<T> layers;
  private final VertexWalk<T> vertices;

  /** What the outputs are, by the keys of the stages and the names of the inputs. */
  private final Map<String, T> found = new HashMap<>();

  private NetworkWalk(
      ExportedModel model, Target<T> target, NetworkShape shape, NetworkAdapter network) {
    this.model = model;
    this.target = target;
    this.shape = shape;
    this.stages = network.stages();
    this.ends = network.outputKeys();
    LayerWeights weights = new LayerWeights(network, model.network().parameters());
    this.layers = new LayerWalk<>(target, weights);
    this.vertices = new VertexWalk<>(target);
  }

  /**
   * Where a walk begins and ends.
   *
   * @param entered what enters the network, for each of its inputs
   * @param given what leaves it, for each of its outputs
   */
  public record Ends<T>(NetworkShape shape, List<T> entered, List<T> given) {}

  /**
   * Has a target build all of a model.
   *
   * @throws IllegalArgumentException if the target refuses something
   */
  public static <T> Ends<T> through(ExportedModel model, Target<T> target) {
    NetworkFile file = model.network();
    NetworkConfiguration configuration =
        NetworkConfiguration.parse(file.network(), OptionalDouble.empty());
    NetworkShape shape = configuration.shape();
    NetworkAdapter network = configuration.instantiate(0);
    try {
      return new NetworkWalk<>(model, target, shape, network).ends();
    } finally {
      network.model().params().close();
    }
  }

  private Ends<T> ends() {
    List<T> entered = new FeatureWalk<>(model, target).entered(shape, stages);
    for (int i = 0; i < entered.size(); i++) {
      found.put(shape.inputs().get(i).name(), entered.get(i));
    }
    for (Stage stage : stages) {
      found.put(stage.key(), stage.layer() == null ? vertex(stage) : layer(stage));
    }
    return new Ends<>(shape, entered, ends.stream().map(found::get).toList());
  }

  private T vertex(Stage stage) {
    List<T> from = new ArrayList<>();
    stage.inputs().forEach(input -> from.add(found.get(input)));
    return vertices.vertex(stage, from);
  }

  private T layer(Stage stage) {
    String name = name(stage);
    T given = found.get(stage.inputs().get(0));
    T from = vertices.prepared(name, stage.before(), given);
    boolean calibrated = ends.contains(stage.key()) && temperature() != 1;
    LayerWalk.Place place =
        new LayerWalk.Place(stage.key(), name, calibrated ? 1 / temperature() : 1);
    return layers.layer(place, stage.layer(), from);
  }

  private double temperature() {
    return model.outputs() instanceof ExportedOutputs.Classes classes ? classes.temperature() : 1;
  }

  /** The layers of a stack are numbered, which is no name that others would take. */
  private static String name(Stage stage) {
    if (stage.layer().getLayerName() != null) {
      return stage.layer().getLayerName();
    }
    return stage.key().matches("\\d+") ? "layer" + stage.key() : stage.key();
  }
}
