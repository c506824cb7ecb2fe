package org.coherer.training.engine.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.coherer.training.optimizer.FlatOptimizer;
import org.coherer.training.optimizer.ParameterChange;
import org.coherer.training.optimizer.ParameterRun;
import org.coherer.training.optimizer.UpdateRule;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.UpdaterBlock.ParamState;
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

    boolean isLike(Piece other) {
      return penalties.equals(other.penalties) && clip == other.clip && divided == other.divided;
    }
  }

  private final IUpdater optimizer;
  private final List<Piece> pieces = new ArrayList<>();

  /**
   * Creates one.
   *
   * @param block one of which {@link #canBe} is true
   * @param divided the layers whose gradients come divided, and clipped if they have to be
   */
  FusedBlock(UpdaterBlock block, Predicate<Trainable> divided) {
    this.optimizer = block.getGradientUpdater().getConfig();
    for (ParamState variable : block.getLayersAndVariablesInBlock()) {
      append(pieceOf(block, variable, divided.test(variable.getLayer())));
    }
  }

  /** Returns whether there is a rule for its optimizer, and its regularization is known. */
  static boolean canBe(UpdaterBlock block) {
    UpdateRule rule = UpdateRules.at(block.getGradientUpdater().getConfig(), 0, 0);
    long state = (long) block.getUpdaterViewOffsetEnd() - block.getUpdaterViewOffsetStart();
    return rule != null
        && state == lengthOf(block) * rule.stateCount()
        && block.getLayersAndVariablesInBlock().stream()
            .allMatch(variable -> PenaltyTerms.cover(penaltiesOf(variable)));
  }

  private static long lengthOf(UpdaterBlock block) {
    return (long) block.getParamOffsetEnd() - block.getParamOffsetStart();
  }

  private static List<Regularization> penaltiesOf(ParamState variable) {
    List<Regularization> penalties =
        variable.getLayer().getConfig().getRegularizationByParam(variable.getParamName());
    return penalties == null ? List.of() : penalties;
  }

  private static Piece pieceOf(UpdaterBlock block, ParamState variable, boolean divided) {
    long start = variable.getParamOffsetStart();
    ParameterRun run =
        new ParameterRun(
            start,
            variable.getParamOffsetEnd() - start,
            block.getUpdaterViewOffsetStart() + start - block.getParamOffsetStart(),
            lengthOf(block));
    return new Piece(
        run, penaltiesOf(variable), divided ? ParameterChange.NO_CLIP : clipOf(variable), divided);
  }

  private static float clipOf(ParamState variable) {
    Trainable layer = variable.getLayer();
    return layer.getConfig().getGradientNormalization()
            == GradientNormalization.ClipElementWiseAbsoluteValue
        ? (float) layer.getConfig().getGradientNormalizationThreshold()
        : ParameterChange.NO_CLIP;
  }

  /** Makes one of pieces that follow each other and are treated alike. */
  private void append(Piece next) {
    int last = pieces.size() - 1;
    if (last < 0 || !pieces.get(last).isLike(next)) {
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
    for (Piece piece : pieces) {
      PenaltyTerms terms = PenaltyTerms.at(piece.penalties(), rate, iteration, epoch);
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
