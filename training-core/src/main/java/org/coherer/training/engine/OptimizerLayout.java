package org.coherer.training.engine;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.coherer.training.vector.Chunk;

/**
 * How the state of a network's optimizer lies in memory. Two networks with equal layouts can resume
 * from each other's state.
 *
 * @param blocks the parameters that share an optimizer, in their order
 */
public record OptimizerLayout(List<Block> blocks) implements Serializable {

  /**
   * Neighbouring parameters with one optimizer. Their state begins where that of the block before
   * ends: a first value of every parameter, then a second one of every parameter, and so on.
   *
   * @param optimizer what kind it is, without its numbers
   * @param parameters where the parameters lie among all
   * @param valuesPerParameter how many values the optimizer keeps of each
   */
  public record Block(String optimizer, Chunk parameters, int valuesPerParameter)
      implements Serializable {

    long stateLength() {
      return valuesPerParameter * parameters.length();
    }
  }

  /** Copies the list. */
  public OptimizerLayout {
    blocks = List.copyOf(blocks);
  }

  /** Returns the number of values in the whole state. */
  public long stateLength() {
    return blocks.stream().mapToLong(Block::stateLength).sum();
  }

  /**
   * Returns where the values that belong to some of the parameters lie in the whole state, in the
   * order in which {@link Optimizer#state} has them if {@link Optimizer#shard} got these
   * parameters.
   */
  public List<Chunk> stateOf(Chunk parameters) {
    List<Chunk> places = new ArrayList<>();
    long start = 0;
    for (Block block : blocks) {
      Chunk cut = block.parameters().within(parameters);
      for (int value = 0; value < block.valuesPerParameter() && cut.length() > 0; value++) {
        long offset =
            value * block.parameters().length() + cut.offset() - block.parameters().offset();
        places.add(new Chunk(start + offset, cut.length()));
      }
      start += block.stateLength();
    }
    return places;
  }
}
