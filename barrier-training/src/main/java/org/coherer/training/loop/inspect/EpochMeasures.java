package org.coherer.training.loop.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.engine.NetworkSpec;
import org.coherer.training.engine.Replica;
import org.coherer.training.event.GradientsMeasured;
import org.coherer.training.event.TensorStatistics;
import org.coherer.training.event.TensorStatistics.Kind;
import org.coherer.training.event.TensorsMeasured;
import org.coherer.training.event.TrainingEvent;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.vector.FlatVector;

/**
 * Keeps what the last step of an epoch shows of gradients, which are gone after it, until the epoch
 * is over. Changes neither gradients nor parameters. Serves one thread.
 */
public final class EpochMeasures {

  private final HostMirror parameters;
  private final FlatVector gradients;

  /** Whether this rank has the sums of all gradients, and not a part of them. */
  private final boolean whole;

  /** Empty unless this rank reports values. */
  private final Optional<LayerInspection> layers;

  private int epoch;
  private long step;
  private OptionalDouble norm = OptionalDouble.empty();
  private List<TensorStatistics> measured = List.of();

  /**
   * Creates the measures of one rank, which have nothing yet.
   *
   * @param rank its number: the first one alone looks at values, if the plan asks for them
   */
  public EpochMeasures(TrainingPlan plan, Replica replica, int rank) {
    this.parameters = replica.parameters();
    this.gradients = replica.gradients().host();
    this.whole = !plan.exchange().shardOptimizerState();
    this.layers =
        plan.inspection().histograms() && rank == 0
            ? Optional.of(inspection(plan.network().spec(), replica))
            : Optional.empty();
  }

  private static LayerInspection inspection(NetworkSpec network, Replica replica) {
    return new LayerInspection(Engines.of(network).describe(network), replica);
  }

  /**
   * Looks at the gradients of the last step of an epoch, which the host has and which are still
   * sums over all ranks.
   *
   * @param weight what they are going to be divided by
   */
  public void begin(int ofEpoch, long ofStep, double weight) {
    epoch = ofEpoch;
    step = ofStep;
    norm = OptionalDouble.empty();
    measured =
        whole && weight > 0
            ? layers.map(those -> those.of(Kind.GRADIENTS, gradients, weight)).orElse(List.of())
            : List.of();
  }

  /**
   * Takes the norm of the mean gradient of that step.
   *
   * @param found empty if some gradients are not finite
   */
  public void norm(OptionalDouble found) {
    norm = found;
  }

  /**
   * Returns what is to be told of an epoch that is over; the parameters are as its last step has
   * left them. Nothing if that step was not made here.
   */
  public List<TrainingEvent> after(int ended) {
    List<TrainingEvent> events = new ArrayList<>();
    if (ended == epoch) {
      norm.ifPresent(value -> events.add(new GradientsMeasured(epoch, step, value)));
      layers.ifPresent(those -> events.add(tensors(those)));
    }
    return events;
  }

  private TensorsMeasured tensors(LayerInspection those) {
    parameters.pull();
    List<TensorStatistics> weights = those.of(Kind.WEIGHTS, parameters.host(), 1);
    List<TensorStatistics> all = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      all.add(weights.get(i));
      if (i < measured.size()) {
        all.add(measured.get(i));
      }
    }
    return new TensorsMeasured(epoch, step, all, those.layers());
  }
}
