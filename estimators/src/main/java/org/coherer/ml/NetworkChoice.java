package org.coherer.ml;

import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.coherer.ml.persistence.InitialModel;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkEdit;
import org.coherer.training.engine.NetworkEditing;
import org.coherer.training.engine.NetworkFile;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.OptimizerState;
import org.coherer.training.engine.PerceptronBuilder;
import org.coherer.training.engine.Transfer;
import org.coherer.training.vector.FlatVector;

/** Finds out which network an estimator is to train, and from which parameters. */
final class NetworkChoice {

  private final TrainingParams<?> params;
  private final Task task;
  private final Engine engine;
  private final SparkContext spark;

  /**
   * What training starts from.
   *
   * @param network the network
   * @param parameters the parameters, or {@code null} to draw them from the seed
   * @param optimizerState the optimizer's state; {@code null} for that of one that has made no step
   */
  record Start(NetworkSpec network, FlatVector parameters, OptimizerState optimizerState) {

    Start(NetworkSpec network, FlatVector parameters) {
      this(network, parameters, null);
    }
  }

  NetworkChoice(TrainingParams<?> params, Task task, Engine engine, SparkContext spark) {
    this.params = params;
    this.task = task;
    this.engine = engine;
    this.spark = spark;
  }

  /**
   * Returns what training starts from.
   *
   * @throws IllegalArgumentException unless exactly one Param says what the network is, or if it
   *     cannot be changed as other Params say
   */
  Start start() {
    checkChoice();
    Start start =
        params.isSet(params.initialModelPath())
            ? trained()
            : params.isSet(params.network())
                ? new Start(edited(new NetworkSpec(engine.name(), params.getNetwork())), null)
                : perceptron((PerceptronParams<?>) params);
    if (params.getKeepOptimizerState()) {
      optimizerOf(start.network()).checkKept();
    }
    return start;
  }

  private Start trained() {
    NetworkFile source = InitialModel.read(params.getInitialModelPath(), engine, spark);
    NetworkFile file = transferred(source);
    NetworkSpec network = edited(file.network());
    try {
      // A new output layer has nothing of the old one, even if it has its size.
      NetworkFile before = params.isSet(params.outputSize()) ? file : source;
      return new Start(network, file.parameters(), optimizerOf(network).from(before));
    } catch (IllegalArgumentException e) {
      throw InitialModel.refusal(params.getInitialModelPath(), e);
    }
  }

  private OptimizerContinuation optimizerOf(NetworkSpec network) {
    return new OptimizerContinuation(engine, network, SynonymParams.learningRate(params));
  }

  private NetworkSpec edited(NetworkSpec network) {
    NetworkEdit edit = ChosenEdit.of(params);
    return edit.equals(NetworkEdit.NONE)
        ? network
        : Engines.require(engine, NetworkEditing.class, ChosenEdit.names(params))
            .edit(network, edit);
  }

  private NetworkFile transferred(NetworkFile file) {
    boolean replaced = params.isSet(params.outputSize());
    if (params.getFrozenLayers() == 0 && !replaced) {
      return file;
    }
    Transfer transfer =
        new Transfer(
            new Transfer.Frozen.First(params.getFrozenLayers()),
            replaced
                ? Optional.of(new Transfer.NewOutput(params.getOutputSize(), task.newOutputs()))
                : Optional.empty(),
            params.getSeed());
    return Engines.require(engine, NetworkEditing.class, replaced ? "outputSize" : "frozenLayers")
        .transfer(file, transfer);
  }

  private void checkChoice() {
    List<String> choices = Alternatives.NETWORK.stream().filter(params::hasParam).toList();
    List<String> chosen =
        choices.stream().filter(name -> params.isSet(params.getParam(name))).toList();
    if (chosen.size() != 1) {
      throw new IllegalArgumentException(
          chosen.isEmpty()
              ? "No network is set (set one of " + String.join(", ", choices) + ")"
              : "More than one network is set: "
                  + String.join(", ", chosen)
                  + " (clear all but one of them)");
    }
    if (params instanceof PerceptronParams<?> perceptron
        && perceptron.isSet(perceptron.initialWeights())
        && !perceptron.isSet(perceptron.layers())) {
      throw new IllegalArgumentException(
          "initialWeights is set and layers is not (set layers, or start from initialModelPath)");
    }
    boolean transfers = params.getFrozenLayers() > 0 || params.isSet(params.outputSize());
    if (transfers && !params.isSet(params.initialModelPath())) {
      throw new IllegalArgumentException(
          (params.getFrozenLayers() > 0 ? "frozenLayers" : "outputSize")
              + " is set and initialModelPath is not (set it to the trained network that is"
              + " meant)");
    }
  }

  private Start perceptron(PerceptronParams<?> perceptron) {
    int[] layers = perceptron.getLayers();
    PerceptronBuilder builder = Engines.require(engine, PerceptronBuilder.class, "layers");
    NetworkSpec network = edited(task.perceptron(builder, layers));
    return new Start(
        network,
        perceptron.isSet(perceptron.initialWeights())
            ? PerceptronWeights.toParameters(layers, perceptron.getInitialWeights())
            : null);
  }
}
