package org.coherer.training.engine.dl4j.update;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.engine.dl4j.natives.NativeArrays;
import org.coherer.training.optimizer.FlatOptimizer;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Makes the steps of one part of a network's parameters, without DL4J's updater, which would
 * allocate the state of all. The state lies as in DL4J's blocks, cut down to the part.
 */
public final class ShardOptimizer implements Updater {

  /** What of a block is in the part. */
  private record Cut(IUpdater optimizer, Chunk part, List<Variable> variables) {

    long stateLength() {
      return part.length() == 0 ? 0 : optimizer.stateSize(part.length());
    }
  }

  private final List<FusedBlock> blocks = new ArrayList<>();
  private final INDArray memory;
  private final FlatVector state;
  private final FlatOptimizer flat;

  /**
   * Creates a shard optimizer.
   *
   * @throws IllegalArgumentException if a layer needs more than single parameters. The message says
   *     which
   */
  public ShardOptimizer(
      NetworkAdapter network, FlatVector parameters, FlatVector gradients, Chunk part) {
    List<Variable> variables = Variable.of(network);
    variables.forEach(ShardOptimizer::check);
    List<Cut> cuts = VariableBlock.of(variables).stream().map(block -> cut(block, part)).toList();
    long length = cuts.stream().mapToLong(Cut::stateLength).sum();
    memory = length == 0 ? null : Nd4j.create(DataType.FLOAT, length);
    long offset = 0;
    for (Cut cut : cuts) {
      if (cut.stateLength() > 0) {
        initialize(cut, offset);
      }
      if (cut.part().length() > 0) {
        blocks.add(
            new FusedBlock(cut.optimizer(), cut.variables(), cut.part(), offset, layer -> false));
      }
      offset += cut.stateLength();
    }
    state = NativeArrays.vector(memory);
    flat = new FlatOptimizer(parameters, gradients, state);
  }

  private static void check(Variable variable) {
    String obstacle = ShardingObstacle.of(variable.layer().getConfig(), List.of(variable.name()));
    if (obstacle != null) {
      throw new IllegalArgumentException("Cannot shard the optimizer's state: " + obstacle);
    }
  }

  private static Cut cut(VariableBlock block, Chunk part) {
    return new Cut(block.optimizer(), block.place().within(part), block.variables());
  }

  /** Has DL4J write what its state begins with, which is not zero for all. */
  private void initialize(Cut cut, long offset) {
    INDArray view = memory.get(NDArrayIndex.interval(offset, offset + cut.stateLength()));
    cut.optimizer().instantiate(view, true);
  }

  @Override
  public FlatVector state() {
    return state;
  }

  @Override
  public void step(double weight, int iteration, int epoch) {
    blocks.forEach(block -> block.step(flat, (float) weight, iteration, epoch));
  }

  @Override
  public void close() {
    if (memory != null) {
      memory.close();
    }
  }
}
