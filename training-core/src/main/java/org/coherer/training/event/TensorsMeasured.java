package org.coherer.training.event;

import java.util.List;

/**
 * The values of the network's layers at the last step of an epoch of synchronous training, if the
 * plan asks for them: parameters as the step has left them, and mean gradients over the global
 * batch before they are clipped. Gradients are not among them where every rank has a part of them.
 *
 * @param epoch counted from 1
 * @param step the step within the epoch, counted from 1
 * @param tensors those of the first layers, in the order of the network; of each its weights, then
 *     its gradients if they are there
 * @param layers how many layers have values; {@code tensors} has the first {@value #MOST_LAYERS}
 */
public record TensorsMeasured(int epoch, long step, List<TensorStatistics> tensors, int layers)
    implements TrainingEvent {

  /** Of how many layers there are values at most. */
  public static final int MOST_LAYERS = 500;

  /** Copies the list. */
  public TensorsMeasured {
    tensors = List.copyOf(tensors);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.tensorsMeasured(this);
  }
}
