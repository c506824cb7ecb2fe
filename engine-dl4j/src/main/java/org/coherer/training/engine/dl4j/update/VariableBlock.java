package org.coherer.training.engine.dl4j.update;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.engine.OptimizerLayout;
import org.coherer.training.engine.dl4j.adapter.NetworkAdapter;
import org.coherer.training.engine.dl4j.extension.RateFactor;
import org.coherer.training.vector.Chunk;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Neighbouring variables that share an optimizer, as DL4J's updater has them in a block each.
 *
 * @param variables at least one, in the order in which they lie in memory
 */
public record VariableBlock(List<Variable> variables) {

  /** Returns the blocks of a network's variables. */
  static List<VariableBlock> of(List<Variable> variables) {
    List<VariableBlock> blocks = new ArrayList<>();
    Variable before = null;
    for (Variable variable : variables) {
      if (before == null || !before.sharesBlockWith(variable)) {
        blocks.add(new VariableBlock(new ArrayList<>()));
      }
      blocks.get(blocks.size() - 1).variables.add(variable);
      before = variable;
    }
    return blocks;
  }

  /** Returns how a network has its optimizer's state in memory. */
  public static OptimizerLayout layout(NetworkAdapter network) {
    return new OptimizerLayout(
        of(Variable.of(network)).stream().map(VariableBlock::described).toList());
  }

  private OptimizerLayout.Block described() {
    int values = place().length() == 0 ? 0 : Math.toIntExact(optimizer().stateSize(1));
    String name = RateFactor.plain(optimizer()).getClass().getSimpleName();
    return new OptimizerLayout.Block(name, place(), values);
  }

  IUpdater optimizer() {
    return variables.get(0).optimizer();
  }

  /** Returns where its parameters lie among all. */
  Chunk place() {
    long start = variables.get(0).place().offset();
    return new Chunk(start, variables.get(variables.size() - 1).place().end() - start);
  }
}
