package org.coherer.training.engine.dl4j.execution;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.coherer.training.engine.Batch;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.NetworkShape.Tensor;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.engine.dl4j.adapter.RowLoss;
import org.coherer.training.engine.dl4j.adapter.Workspaces;
import org.coherer.training.engine.dl4j.natives.MatrixView;
import org.coherer.training.engine.dl4j.natives.RandomSeed;
import org.coherer.training.vector.FlatVector;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Runs any network as DL4J runs it. */
final class Dl4jExecution implements Execution {

  private final NetworkAdapter network;
  private final DataType type;
  private final MatrixView inputView;
  private final MatrixView targetView;
  private final MatrixView outputView;
  private final MatrixView weightView = new MatrixView(1);
  private final int[] inputs;
  private final int[] outputs;
  private List<RowLoss> losses;

  /** Null if no input has gradients. */
  private final EpsilonCopy epsilons;

  /**
   * Creates a dl4j execution.
   *
   * @param inputGradients of how many of a row's last inputs there are gradients
   * @param type of the network's numbers
   * @param why why it is DL4J that runs the network
   */
  Dl4jExecution(
      NetworkShape shape, int inputGradients, NetworkAdapter network, DataType type, String why) {
    this.network = network;
    this.type = type;
    this.inputView = new MatrixView(shape.inputLength());
    this.targetView = new MatrixView(shape.outputLength());
    this.outputView = new MatrixView(shape.outputLength());
    this.inputs = shape.inputs().stream().mapToInt(Tensor::length).toArray();
    this.outputs = shape.outputs().stream().mapToInt(Tensor::length).toArray();
    this.epsilons = EpsilonCopy.of(shape, inputGradients, network, why);
  }

  @Override
  public void train(FlatVector gradients) {
    // They are the network's own already.
  }

  @Override
  public double forwardBackward(Batch batch, long seed, Consumer<String> finished) {
    return Dl4jFailure.named(() -> pass(batch, seed, finished));
  }

  private double pass(Batch batch, long seed, Consumer<String> finished) {
    RandomSeed.use(seed);
    int rows = batch.rows();
    network.feed(features(batch.features(), rows), targets(batch));
    weigh(batch);
    if (epsilons == null) {
      backward(finished);
    } else {
      epsilons.begin(rows);
      backward(finished == null ? key -> {} : finished);
      epsilons.finish();
    }
    network.release();
    return lossSum();
  }

  private INDArray[] features(FloatBuffer features, int rows) {
    return numbers(columns(inputView.of(features, rows), inputs));
  }

  private INDArray[] targets(Batch batch) {
    return numbers(columns(targetView.of(batch.targets(), batch.rows()), outputs));
  }

  /** Returns matrices of the network's own type; copies if that is another, or rows have gaps. */
  private INDArray[] numbers(INDArray[] matrices) {
    for (int i = 0; i < matrices.length; i++) {
      matrices[i] = (matrices.length == 1 ? matrices[i] : matrices[i].dup('c')).castTo(type);
    }
    return matrices;
  }

  /** Returns matrices of so many columns each, which alias a matrix that has all of them. */
  private static INDArray[] columns(INDArray all, int[] widths) {
    if (widths.length == 1) {
      return new INDArray[] {all};
    }
    INDArray[] parts = new INDArray[widths.length];
    int from = 0;
    for (int i = 0; i < widths.length; i++) {
      parts[i] = all.get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + (long) widths[i]));
      from += widths[i];
    }
    return parts;
  }

  private void backward(Consumer<String> finished) {
    if (finished == null) {
      network.model().computeGradientAndScore(null);
      return;
    }
    network.onBackward(finished);
    try {
      network.model().computeGradientAndScore(null);
    } finally {
      network.onBackward(null);
    }
  }

  @Override
  public FloatBuffer inputGradients() {
    return epsilons.rows();
  }

  @Override
  public void clearInputGradients(int rows) {
    if (epsilons != null) {
      epsilons.begin(rows);
    }
  }

  @Override
  public double evaluate(Batch batch, FloatBuffer into) {
    int rows = batch.rows();
    weigh(batch);
    INDArray[] wanted = columns(outputView.of(into, rows), outputs);
    for (int i = 0; i < wanted.length; i++) {
      losses.get(i).outputs(wanted[i]);
    }
    try {
      return Dl4jFailure.named(
          () -> {
            network.score(features(batch.features(), rows), targets(batch));
            return lossSum();
          });
    } finally {
      losses.forEach(loss -> loss.outputs(null));
    }
  }

  private void weigh(Batch batch) {
    if (losses == null) {
      losses = network.outputLayers().stream().map(RowLoss::install).toList();
    }
    INDArray weights =
        batch.unweighted() ? null : weightView.of(batch.weights(), batch.rows()).castTo(type);
    losses.forEach(loss -> loss.weights(weights));
  }

  private double lossSum() {
    double sum = 0;
    for (RowLoss loss : losses) {
      sum += loss.sum();
    }
    return sum;
  }

  @Override
  public void predict(FloatBuffer features, int rows, FloatBuffer into) {
    INDArray target = into.isDirect() ? outputView.of(into, rows) : null;
    try (MemoryWorkspace workspace = Workspaces.openOutput()) {
      INDArray[] found =
          Dl4jFailure.named(() -> network.outputs(features(features, rows), workspace));
      if (target == null) {
        into.put(0, Nd4j.hstack(found).dup('c').data().asFloat());
        return;
      }
      INDArray[] wanted = columns(target, outputs);
      for (int i = 0; i < wanted.length; i++) {
        wanted[i].assign(found[i]);
      }
    }
  }

  @Override
  public void close() {
    if (epsilons != null) {
      epsilons.close();
    }
  }
}
