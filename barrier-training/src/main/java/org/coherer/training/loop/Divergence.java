package org.coherer.training.loop;

import java.util.Optional;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.plan.OnDivergence;
import org.coherer.training.sync.NotFinite;

/** Says where a run has diverged, and what to do. */
final class Divergence {

  private final Rank rank;
  private final Culprits culprits;

  Divergence(Rank rank) {
    this.rank = rank;
    this.culprits = new Culprits(rank);
  }

  /**
   * Returns why a run that does not just go on has diverged after the steps of an epoch; empty if
   * it has not. All ranks call it together.
   *
   * @param validated what the validation has found, if there was one
   * @param good the state to go back to
   * @throws org.coherer.training.transport.TransportException if a peer is lost
   */
  Optional<String> after(Optional<TrainingEvent.EpochValidated> validated, GoodState good) {
    if (rank.plan().controls().stopping().onDivergence() == OnDivergence.SKIP) {
      return Optional.empty();
    }
    Optional<Validation> validation = rank.validation().filter(Validation::hasDiverged);
    if (validation.isPresent()) {
      double loss = validated.orElseThrow().loss();
      String where = culprits.find(validation.get().own(), 0, "gradients");
      return Optional.of("the validation loss is " + loss + " " + where);
    }
    long count = good.isWanted() ? good.parametersNotFinite() : 0;
    return count > 0 ? Optional.of(parametersNotFinite(count)) : Optional.empty();
  }

  /**
   * Returns what to throw at the end of a run that was to roll back, if it was.
   *
   * @param step the step, counted from 1; 0 for what was found after the last step of the epoch
   * @param what what is not finite, and where
   * @param before what has been tried
   */
  TrainingDivergedException at(int epoch, long step, String what, RollBacks before) {
    String place =
        step == 0
            ? "in epoch " + epoch
            : String.format("at epoch %d, step %d of %d", epoch, step, rank.stepsPerEpoch());
    String tried =
        before.inRow() == 0
            ? ""
            : String.format(
                ", after %d roll-backs to the %s, the last of which went on with the learning rate x %s",
                before.inRow(),
                epoch == 1 ? "start of the run" : "end of epoch " + (epoch - 1),
                before.rateFactor());
    return new TrainingDivergedException(
        String.format("Training diverged %s: %s%s (%s)", place, what, tried, remedy()));
  }

  /** Returns what to throw if all steps of an epoch were skipped. */
  TrainingDivergedException allStepsSkipped(int epoch) {
    String what = "none of its steps had a loss and gradients that are finite";
    return at(epoch, 0, what, RollBacks.NONE);
  }

  /**
   * Checks the parameters that are a run's result, which have the same bits on all ranks.
   *
   * @throws TrainingDivergedException if some are not finite
   */
  void checkParameters(int epoch) {
    rank.replica().parameters().pull();
    long count = new NotFinite().countIn(rank.replica().parameters().host());
    if (count > 0) {
      throw new TrainingDivergedException(
          String.format(
              "Training diverged in epoch %d: %s (%s, or clip the gradients)",
              epoch, parametersNotFinite(count), remedy()));
    }
  }

  /** Returns what is wrong where some parameters are not finite. */
  String parametersNotFinite(long count) {
    return String.format(
        "%d of the %d trained parameters are not finite",
        count, rank.replica().parameters().length());
  }

  private String remedy() {
    return rank.plan().network().remedyOfDivergence();
  }
}
