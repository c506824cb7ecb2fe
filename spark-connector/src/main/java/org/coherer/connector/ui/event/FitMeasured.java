package org.coherer.connector.ui.event;

import java.util.List;
import org.coherer.training.event.TensorStatistics;

/**
 * What the values of a network's layers were like at the last step of an epoch: the newest since
 * the last event of this kind.
 *
 * @param fit its number
 * @param time when, in milliseconds since 1970
 * @param epoch counted from 1
 * @param tensors weights and gradients of the first layers, in the order of the network
 * @param layerCount how many layers have values
 */
public record FitMeasured(
    long fit, long time, int epoch, List<TensorStatistics> tensors, int layerCount)
    implements FitEvent {

  /** Copies the list. */
  public FitMeasured {
    tensors = List.copyOf(tensors);
  }
}
