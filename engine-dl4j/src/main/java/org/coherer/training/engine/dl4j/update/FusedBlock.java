package org.coherer.training.engine.dl4j.update;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.coherer.training.engine.dl4j.extension.RateFactor;
import org.coherer.training.optimizer.FlatOptimizer;
import org.coherer.training.optimizer.ParameterChange;
import org.coherer.training.optimizer.ParameterRun;
import org.coherer.training.optimizer.UpdateRule;
import org.coherer.training.vector.Chunk;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/** A block of DL4J's updater, parameters that share an optimizer, as runs for a flat optimizer. */
final class FusedBlock {

  /**
   * Parameters that are treated alike.
   *
   * @param divided whether their gradients come divided already
   */
  private record Piece(
      ParameterRun run, List<Regularization> penalties, float clip, boolean divided) {

    boolean continuesIn(Piece other) {
      return run.offset() + run.length() == other.run.offset()
          && penalties.equals(other.penalties)
          && clip == other.clip
          && divided == other.divided;
    }
  }

  private final IUpdater optimizer;
  private final List<Piece> pieces = new ArrayList<>();

  /**
   * Creates a fused block of a whole block.
   *
   * @param block one of which {@link #canBe} is true
   * @param divided the layers whose gradients come divided, and clipped if they have to be
   */
  FusedBlock(UpdaterBlock block, Predicate<Trainable> divided) {
    this(
        block.getGradientUpdater().getConfig(),
        block.getLayersAndVariablesInBlock().stream().map(Variable::of).toList(),
        new Chunk(block.getParamOffsetStart(), lengthOf(block)),
        block.getUpdaterViewOffsetStart(),
        divided);
  }

  /**
   * Creates a fused block of a part of a block.
   *
   * @param variables those of the block, also such as are not in the part
   * @param part the parameters to change, which have their state in this order: all first floats of
   *     state, then all second ones
   * @param stateOffset where the state begins
   */
  FusedBlock(
      IUpdater optimizer,
      List<Variable> variables,
      Chunk part,
      long stateOffset,
      Predicate<Trainable> divided) {
    this.optimizer = optimizer;
    for (Variable variable : variables) {
      Chunk place = variable.place().within(part);
      if (place.length() > 0 && !variable.isFrozen()) {
        long state = stateOffset + place.offset() - part.offset();
        append(
            pieceOf(
                variable,
                new ParameterRun(place.offset(), place.length(), state, part.length()),
                divided.test(variable.layer())));
      }
    }
  }

  /** Returns whether there is a rule for its optimizer, and its regularization is known. */
  static boolean canBe(UpdaterBlock block) {
    UpdateRule rule = UpdateRules.at(block.getGradientUpdater().getConfig(), 0, 0);
    long state = (long) block.getUpdaterViewOffsetEnd() - block.getUpdaterViewOffsetStart();
    return rule != null
        && state == lengthOf(block) * rule.stateCount()
        && block.getLayersAndVariablesInBlock().stream()
            .allMatch(variable -> PenaltyTerms.cover(Variable.of(variable).penalties()));
  }

  private static long lengthOf(UpdaterBlock block) {
    return (long) block.getParamOffsetEnd() - block.getParamOffsetStart();
  }

  private static Piece pieceOf(Variable variable, ParameterRun run, boolean divided) {
    float clip = divided ? ParameterChange.NO_CLIP : variable.clip();
    return new Piece(run, variable.penalties(), clip, divided);
  }

  /** Makes one of pieces that lie beside each other and are treated alike. */
  private void append(Piece next) {
    int last = pieces.size() - 1;
    if (last < 0 || !pieces.get(last).continuesIn(next)) {
      pieces.add(next);
      return;
    }
    ParameterRun before = pieces.get(last).run();
    ParameterRun both =
        new ParameterRun(
            before.offset(),
            before.length() + next.run().length(),
            before.stateOffset(),
            before.stateStride());
    pieces.set(last, new Piece(both, next.penalties(), next.clip(), next.divided()));
  }

  /**
   * Makes one step.
   *
   * @param weight what gradients are divided by, where they have not been
   * @param iteration steps made before
   * @param epoch epochs completed before
   */
  void step(FlatOptimizer flat, float weight, int iteration, int epoch) {
    UpdateRule rule = UpdateRules.at(optimizer, iteration, epoch);
    double rate = optimizer.hasLearningRate() ? optimizer.getLearningRate(iteration, epoch) : 1;
    double decay = rate * RateFactor.decayFactorOf(optimizer);
    for (Piece piece : pieces) {
      PenaltyTerms terms = PenaltyTerms.at(piece.penalties(), decay, iteration, epoch);
      flat.step(
          piece.run(),
          new ParameterChange(
              piece.divided() ? 1 : weight,
              piece.clip(),
              terms.l1(),
              terms.l2(),
              rule,
              terms.weightDecay()));
    }
  }
}
