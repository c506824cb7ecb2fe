package org.coherer.training.server;

import java.util.List;
import org.coherer.training.engine.HostMirror;
import org.coherer.training.engine.Replica;
import org.coherer.training.engine.StepContext;
import org.coherer.training.loop.update.GradientClipper;
import org.coherer.training.loop.update.LearnedParameters;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * The parameters that one server holds, with the optimizer's state for them. Updates are those that
 * the optimizer of the network makes on a replica, of this part alone.
 */
final class DenseShard implements AutoCloseable {

  private final Replica replica;
  private final Chunk part;
  private final HostMirror state;
  private final FlatVector parameters;
  private final FlatVector gradients;
  private final GradientClipper clipper;

  /**
   * Takes over a replica that has made no step.
   *
   * @param plan clips the gradients of updates
   * @param part which of its parameters; all of them if there is no other server
   */
  DenseShard(TrainingPlan plan, Replica replica, Chunk part) {
    this.replica = replica;
    this.part = part;
    if (part.length() < replica.parameters().length()) {
      replica.optimizer().shard(part);
    }
    this.state = replica.optimizer().state();
    replica.parameters().pull();
    this.parameters = part.of(replica.parameters().host());
    this.gradients = part.of(replica.gradients().host());
    this.clipper = new GradientClipper(plan, replica, part, null);
  }

  /** Returns which of the parameters have gradients, rather than changes that a layer tracks. */
  List<Chunk> learned() {
    return LearnedParameters.of(replica, part).stream()
        .map(chunk -> new Chunk(chunk.offset() - part.offset(), chunk.length()))
        .toList();
  }

  /** Returns the parameters, which {@link #update} changes. */
  FlatVector parameters() {
    return parameters;
  }

  /** Sets the gradients to those of a worker, if it is the first one, or else adds them. */
  void takeGradients(FlatVector some, boolean first) {
    if (first) {
      gradients().copyFrom(some);
    } else {
      gradients().add(some);
    }
  }

  /** Returns where the next update finds its gradients. */
  FlatVector gradients() {
    return gradients;
  }

  /** Returns the optimizer's state, as it is now. */
  FlatVector state() {
    state.pull();
    return state.host();
  }

  /** Returns the parameters or the optimizer's state. */
  FlatVector part(Messages.Part which) {
    return which == Messages.Part.PARAMETERS ? parameters : state();
  }

  /** Checks that so many bytes are the gradients of its parameters. */
  void checkGradients(long bytes) {
    if (bytes != gradients.length() * Float.BYTES) {
      throw new IllegalArgumentException(
          "Invalid step with "
              + bytes
              + " bytes of gradients (the server holds "
              + gradients.length()
              + " parameters of 4 bytes)");
    }
  }

  /**
   * Applies an update, unless its gradients are not finite.
   *
   * @param weight what the gradients are divided by; above zero
   * @return whether it was applied
   */
  boolean update(double weight, StepContext context) {
    if (clipper.apply(weight) == GradientClipper.Outcome.NOT_FINITE) {
      return false;
    }
    replica.gradients().push();
    replica.optimizer().step(weight, context);
    replica.parameters().pull();
    return true;
  }

  /** Returns the learning rate that an update has; NaN if there are several, or none. */
  double learningRate(StepContext context) {
    return replica.optimizer().learningRate(context);
  }

  /** Makes what was written to {@link #parameters} and {@link #state} count. */
  void written() {
    replica.parameters().push();
    state.push();
  }

  @Override
  public void close() {
    replica.close();
  }
}
