package org.coherer.training.collective;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * A hierarchical all-reduce over topology levels: within a process, then within a machine, then
 * between machines. Each level leaves every member one chunk for the next level, so that all
 * members work in parallel and a network link carries each element once in each direction, however
 * many ranks a machine has.
 *
 * @see <a href="https://arxiv.org/abs/1810.11112">Jia et al., 2018</a>, section 3.3, for the layers
 */
final class Hierarchical implements AllReduce, SplitAllReduce {

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
      sum(chunk(vector, level), level + 1);
      collective.allGather(vector);
    }
  }

  @Override
  public Chunk part(long length) {
    Chunk part = new Chunk(0, length);
    for (Group level : levels) {
      Chunk next = Chunk.part(part.length(), level.size(), level.index());
      part = new Chunk(part.offset() + next.offset(), next.length());
    }
    return part;
  }

  @Override
  public void reduceScatter(FlatVector vector) {
    FlatVector part = vector;
    for (int level = 0; level < levels.size(); level++) {
      collectives.get(level).reduceScatter(part);
      part = chunk(part, level);
    }
  }

  @Override
  public void allGather(FlatVector vector) {
    allGather(vector, 0);
  }

  private void allGather(FlatVector vector, int level) {
    if (level < levels.size() - 1) {
      allGather(chunk(vector, level), level + 1);
    }
    collectives.get(level).allGather(vector);
  }

  private FlatVector chunk(FlatVector vector, int level) {
    return levels.get(level).chunk(vector, levels.get(level).index());
  }
}
