package org.coherer.ml.fit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.SparkContext;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.column.LearnedPreprocessing;
import org.coherer.ml.param.Alternatives;
import org.coherer.ml.param.FeatureParams;
import org.coherer.ml.param.PerceptronParams;
import org.coherer.ml.param.TrainingParams;
import org.coherer.ml.persistence.InitialModel;
import org.coherer.ml.task.Task;
import org.coherer.training.engine.Engine;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.NetworkEdit;
import org.coherer.training.engine.NetworkEditing;
import org.coherer.training.engine.NetworkFile;
import org.coherer.training.engine.NetworkImport;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.OptimizerState;
import org.coherer.training.engine.PerceptronBuilder;
import org.coherer.training.engine.PerceptronBuilder.Activation;
import org.coherer.training.engine.PerceptronBuilder.Form;
import org.coherer.training.engine.PerceptronBuilder.Perceptron;
import org.coherer.training.engine.Transfer;
import org.coherer.training.tables.TableFolder;
import org.coherer.training.vector.FlatVector;

/** Resolves which network an estimator trains, and from which parameters it starts. */
final class NetworkResolver {

  private static final String INITIAL_MODEL = "initialModelPath";
  private static final String NETWORK = "network";

  private final TrainingParams<?> params;
  private final List<Integer> embeddings;
  private final Task task;
  private final Engine engine;
  private final SparkContext spark;

  /**
   * What training starts from.
   *
   * @param network the network
   * @param parameters the parameters, or {@code null} to draw them from the seed
   * @param optimizerState the optimizer's state; {@code null} for that of one that has made no step
   * @param preprocessing what rows have to pass before a trained network, that of the features
   *     alone if it gets a new output layer; {@code null} for a network that has seen no rows
   * @param tables the folder with the embedding tables of a trained network; empty if there are
   *     none
   */
  record Start(
      NetworkSpec network,
      FlatVector parameters,
      OptimizerState optimizerState,
      LearnedPreprocessing preprocessing,
      Optional<TableFolder> tables) {

    Start(NetworkSpec network, FlatVector parameters) {
      this(network, parameters, null, null, Optional.empty());
    }
  }

  /**
   * Creates a resolver.
   *
   * @param embeddings the rows of each embedding of a perceptron
   */
  NetworkResolver(
      TrainingParams<?> params,
      List<Integer> embeddings,
      Task task,
      Engine engine,
      SparkContext spark) {
    this.params = params;
    this.embeddings = embeddings;
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
    HiddenActivation.check(params);
    Start start =
        params.isSet(params.initialModelPath())
            ? trained()
            : params.isSet(params.network())
                ? new Start(edited(shaped(written())), null)
                : perceptron((PerceptronParams<?>) params);
    if (params.getKeepOptimizerState()) {
      optimizerOf(start.network()).checkKept();
    }
    return start;
  }

  /** Returns the network of the Param, which may be written in the language of another library. */
  private NetworkSpec written() {
    String text = params.getNetwork();
    Optional<NetworkImport> importer = engine.capability(NetworkImport.class);
    return importer.isEmpty()
        ? new NetworkSpec(engine.name(), text)
        : InvalidParamException.naming(NETWORK, () -> importer.get().importText(text));
  }

  private Start trained() {
    InitialModel model =
        InvalidParamException.naming(
            INITIAL_MODEL, () -> InitialModel.read(params.getInitialModelPath(), engine, spark));
    NetworkFile read = model.network();
    NetworkFile source =
        new NetworkFile(shaped(read.network()), read.parameters(), read.optimizerState());
    NetworkFile file = transferred(source);
    NetworkSpec network = edited(file.network());
    try {
      // A new output layer has nothing of the old one, even if it has its size.
      boolean renewed = params.isSet(params.outputSize());
      return new Start(
          network,
          file.parameters(),
          optimizerOf(network).from(renewed ? file : source),
          renewed ? model.preprocessing().ofFeatures() : model.preprocessing(),
          model.tables());
    } catch (IllegalArgumentException e) {
      IllegalArgumentException refusal = InitialModel.refusal(params.getInitialModelPath(), e);
      throw new InvalidParamException(refusal.getMessage(), List.of(INITIAL_MODEL), e);
    }
  }

  private OptimizerWarmStart optimizerOf(NetworkSpec network) {
    return new OptimizerWarmStart(engine, network, ParamSynonyms.learningRate(params));
  }

  /** Returns the network with images or sequences as featureShape says, if it says none itself. */
  private NetworkSpec shaped(NetworkSpec network) {
    Optional<NetworkEditing> editing = engine.capability(NetworkEditing.class);
    if (editing.isEmpty()
        || !(params instanceof FeatureParams<?> features)
        || !features.isSet(features.featureShape())) {
      return network;
    }
    List<Integer> sizes = Arrays.stream(features.getFeatureShape()).boxed().toList();
    return InvalidParamException.naming(
        "featureShape", () -> editing.get().withInputShape(network, sizes));
  }

  private NetworkSpec edited(NetworkSpec network) {
    NetworkEdit asked = NetworkEdits.from(params);
    NetworkEdit edit = task.lossSaysOutput() ? asked.withoutLoss() : asked;
    if (edit.equals(NetworkEdit.NONE)) {
      return network;
    }
    NetworkEditing editing =
        Engines.require(engine, NetworkEditing.class, NetworkEdits.names(params));
    try {
      return editing.edit(network, edit);
    } catch (IllegalArgumentException e) {
      Predicate<NetworkEdit> refused = part -> isRefused(editing, network, part, e.getMessage());
      List<String> atFault =
          refused.test(NetworkEdit.NONE) ? choices() : NetworkEdits.refused(params, refused);
      throw new InvalidParamException(e.getMessage(), atFault, e);
    }
  }

  /** Returns whether the engine refuses an edit with the same message. */
  private static boolean isRefused(
      NetworkEditing editing, NetworkSpec network, NetworkEdit edit, String message) {
    try {
      editing.edit(network, edit);
      return false;
    } catch (IllegalArgumentException e) {
      return message.equals(e.getMessage());
    }
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
    NetworkEditing editing =
        Engines.require(engine, NetworkEditing.class, replaced ? "outputSize" : "frozenLayers");
    return InvalidParamException.naming(
        replaced ? List.of("frozenLayers", "outputSize") : List.of("frozenLayers"),
        () -> editing.transfer(file, transfer));
  }

  /** Returns the names of the Params that are set and say what the network is. */
  List<String> choices() {
    return Alternatives.NETWORK.stream().filter(name -> Alternatives.isSet(params, name)).toList();
  }

  private void checkChoice() {
    List<String> chosen = choices();
    if (chosen.isEmpty()) {
      List<String> known = Alternatives.NETWORK.stream().filter(params::hasParam).toList();
      throw new IllegalArgumentException(
          "No network is set (set one of " + String.join(", ", known) + ")");
    }
    if (chosen.size() > 1) {
      throw new InvalidParamException(
          "More than one network is set: "
              + String.join(", ", chosen)
              + " (clear all but one of them)",
          chosen.toArray(new String[0]));
    }
    if (params instanceof PerceptronParams<?> perceptron
        && perceptron.isSet(perceptron.initialWeights())
        && !perceptron.isSet(perceptron.layers())) {
      throw new InvalidParamException(
          "initialWeights is set and layers is not (set layers, or start from initialModelPath)",
          "initialWeights");
    }
    boolean transfers = params.getFrozenLayers() > 0 || params.isSet(params.outputSize());
    if (transfers && !params.isSet(params.initialModelPath())) {
      String transferring = params.getFrozenLayers() > 0 ? "frozenLayers" : "outputSize";
      throw new InvalidParamException(
          transferring
              + " is set and initialModelPath is not (set it to the trained network that is meant)",
          transferring);
    }
  }

  private Start perceptron(PerceptronParams<?> perceptron) {
    int[] layers = perceptron.getLayers();
    List<Integer> sizes = Arrays.stream(layers).boxed().toList();
    PerceptronBuilder builder = Engines.require(engine, PerceptronBuilder.class, "layers");
    Activation activation = HiddenActivation.of(perceptron);
    Perceptron plan =
        InvalidParamException.naming(
            "layers", () -> new Perceptron(sizes, activation, task.output()).with(embeddings));
    Form form = Preset.of(params).form();
    NetworkSpec network =
        InvalidParamException.naming("preset", () -> builder.build(plan.in(form)));
    return new Start(
        edited(network),
        perceptron.isSet(perceptron.initialWeights())
            ? PerceptronWeights.toParameters(layers, perceptron.getInitialWeights())
            : null);
  }
}
