package org.coherer.connector.shard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.Function2;
import org.coherer.training.data.BlockSplitter;
import org.coherer.training.data.RecordBlock;
import scala.Tuple2;

/**
 * Moves the records of one rank from an assignment to another one, block by block; those of several
 * strata are split. Runs in tasks.
 */
final class BlockMover
    implements Function2<
        Integer, Iterator<Tuple2<Integer, RecordBlock>>, Iterator<Tuple2<Integer, RecordBlock>>> {

  private static final long serialVersionUID = 1L;

  private final ShardingPlan plan;
  private final ShardAssignment from;
  private final ShardAssignment to;

  BlockMover(ShardingPlan plan, ShardAssignment from, ShardAssignment to) {
    this.plan = plan;
    this.from = from;
    this.to = to;
  }

  @Override
  public Iterator<Tuple2<Integer, RecordBlock>> call(
      Integer rank, Iterator<Tuple2<Integer, RecordBlock>> blocks) {
    return new Iterator<>() {

      private final Deque<Tuple2<Integer, RecordBlock>> moved = new ArrayDeque<>();

      @Override
      public boolean hasNext() {
        while (moved.isEmpty() && blocks.hasNext()) {
          move(rank, blocks.next()._2(), moved);
        }
        return !moved.isEmpty();
      }

      @Override
      public Tuple2<Integer, RecordBlock> next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return moved.remove();
      }
    };
  }

  private void move(int rank, RecordBlock block, Deque<Tuple2<Integer, RecordBlock>> moved) {
    if (plan.strata() == 1) {
      moved.add(new Tuple2<>(to.moved(block.partition(), 0, rank, from), block));
      return;
    }
    new BlockSplitter(plan.layout())
        .split(
            block, label -> to.moved(block.partition(), plan.stratumOf((float) label), rank, from))
        .forEach((newRank, part) -> moved.add(new Tuple2<>(newRank, numbered(part, rank))));
  }

  /** Blocks from several ranks meet at one: their first rows must be told apart. */
  private RecordBlock numbered(RecordBlock part, int rank) {
    return new RecordBlock(
        part.partition(),
        part.firstRow() * plan.workers() + rank,
        part.rows(),
        part.kind(),
        part.records());
  }
}
