package org.coherer.connector.tensorboard;

import java.util.LinkedHashMap;
import java.util.Map;
import org.coherer.connector.file.Message;
import org.coherer.training.event.TensorStatistics;
import org.coherer.training.event.TensorStatistics.Moments;
import org.coherer.training.event.TensorsMeasured;

/** The values of layers as TensorBoard's pages Histograms and Distributions show them. */
final class Histograms {

  private Histograms() {}

  /**
   * Returns the messages {@code HistogramProto}, each by its tag: {@code weights/dense}. Layers of
   * the same name have numbers behind it. There is none where no value is finite.
   */
  static Map<String, Message> of(TensorsMeasured tensors) {
    Map<String, Message> found = new LinkedHashMap<>();
    for (TensorStatistics tensor : tensors.tensors()) {
      String name = tensor.kind().label() + "/" + tensor.layer();
      String tag = name;
      for (int i = 1; found.containsKey(tag); i++) {
        tag = name + "_" + i;
      }
      if (tensor.finite() > 0) {
        found.put(tag, message(tensor));
      }
    }
    return found;
  }

  private static Message message(TensorStatistics tensor) {
    double[] limits = new double[tensor.counts().size()];
    double[] counts = new double[limits.length];
    for (int bin = 0; bin < limits.length; bin++) {
      limits[bin] = tensor.limit(bin);
      counts[bin] = tensor.counts().get(bin);
    }
    Moments moments = tensor.moments();
    double meanSquare = moments.mean() * moments.mean() + moments.deviation() * moments.deviation();
    return new Message()
        .real(1, moments.min())
        .real(2, moments.max())
        .real(3, (double) tensor.finite())
        .real(4, moments.mean() * tensor.finite())
        .real(5, meanSquare * tensor.finite())
        .reals(6, limits)
        .reals(7, counts);
  }
}
