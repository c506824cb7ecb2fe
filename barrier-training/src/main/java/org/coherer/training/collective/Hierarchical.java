package org.coherer.training.collective;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.vector.FlatVector;

/**
 * Sums level by level: within a process, then a machine, then between machines. Every level leaves
 * each of its members a chunk to carry on with, so that all of them work and a link between
 * machines carries each element once each way, however many ranks a machine has.
 *
 * @see <a href="https://arxiv.org/abs/1810.11112">Jia et al., 2018</a>, section 3.3, for the layers
 */
final class Hierarchical implements AllReduce {

  private final List<Group> levels;
  private final List<Flat> collectives = new ArrayList<>();

  Hierarchical(List<Group> levels, CostModel model) {
    this.levels = levels;
    levels.forEach(level -> collectives.add(new Flat(level, model)));
  }

  @Override
  public void sum(FlatVector vector) {
    sum(vector, 0);
  }

  private void sum(FlatVector vector, int level) {
    Flat collective = collectives.get(level);
    if (level == levels.size() - 1) {
      collective.sum(vector);
    } else {
      collective.reduceScatter(vector);
      sum(levels.get(level).chunk(vector, levels.get(level).index()), level + 1);
      collective.allGather(vector);
    }
  }
}
