package org.coherer.training.engine.dl4j.execution;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter.InputListener;
import org.coherer.training.engine.dl4j.adapter.Stage;
import org.coherer.training.engine.dl4j.natives.NativeArrays;
import org.coherer.training.network.memory.Memory;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The gradients of a row's last inputs, copied from what DL4J calls epsilon. */
final class EpsilonCopy implements InputListener, AutoCloseable {

  /** Of how many of its last columns each input has gradients. */
  private final int[] wanted;

  private final boolean[] found;
  private final int columns;
  private Memory memory;
  private INDArray matrix;
  private int rows;

  private EpsilonCopy(NetworkShape shape, int columns) {
    this.wanted = shape.lastOfInputs(columns);
    this.found = new boolean[wanted.length];
    this.columns = columns;
  }

  /**
   * Has a network hand over its gradients.
   *
   * @param why why DL4J runs it
   * @return null if no input has gradients
   * @throws IllegalArgumentException if a layer is frozen, before which DL4J's backward pass ends
   */
  static EpsilonCopy of(NetworkShape shape, int columns, NetworkAdapter network, String why) {
    if (columns == 0) {
      return null;
    }
    for (Stage stage : network.stages()) {
      if (stage.layer() instanceof FrozenLayer) {
        throw new IllegalArgumentException(
            "Cannot compute gradients of the last "
                + columns
                + " inputs of the network: layer '"
                + stage.key()
                + "' is frozen, and DL4J runs the network, which stops there ("
                + why
                + "; freeze dense layers alone, before all that are trained, or none)");
      }
    }
    EpsilonCopy copy = new EpsilonCopy(shape, columns);
    network.onInputs(copy);
    return copy;
  }

  /** Makes those of so many rows zero. */
  void begin(int newRows) {
    if (memory == null || memory.length() < newRows * columns) {
      close();
      memory = Memory.allocate((long) newRows * columns);
    }
    rows = newRows;
    memory.clear(rows * columns);
    matrix = rows == 0 ? null : NativeArrays.matrix(memory.buffer(), rows, columns);
    Arrays.fill(found, false);
  }

  @Override
  public void gradients(int input, INDArray values) {
    if (wanted[input] == 0 || values == null) {
      return;
    }
    int from = 0;
    for (int i = 0; i < input; i++) {
      from += wanted[i];
    }
    long all = values.size(1);
    matrix
        .get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + (long) wanted[input]))
        .assign(values.get(NDArrayIndex.all(), NDArrayIndex.interval(all - wanted[input], all)));
    found[input] = true;
  }

  /** The pass has ended. */
  void finish() {
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i] > 0 && !found[i]) {
        throw new IllegalStateException(
            "DL4J computes no gradients of input "
                + (i + 1)
                + " of the network (put a DenseLayer in the place of the layer that takes it)");
      }
    }
  }

  /** Returns the rows of the last pass. */
  FloatBuffer rows() {
    return memory == null ? Execution.NO_ROWS : memory.buffer().slice(0, rows * columns);
  }

  @Override
  public void close() {
    if (memory != null) {
      memory.close();
      memory = null;
      matrix = null;
    }
  }
}
