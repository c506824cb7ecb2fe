package org.coherer.benchmarks.monitoring;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.coherer.ml.NeuralNetworkClassifier;

/** What a fit shows of itself. */
enum Visibility {
  /** Nothing. */
  OFF {
    @Override
    Map<String, String> settings(Path folder) {
      return Map.of();
    }

    @Override
    NeuralNetworkClassifier on(NeuralNetworkClassifier classifier, Path folder) {
      return classifier.setProgress("none").setVerbosity(0);
    }
  },

  /** Everything that can be switched on. */
  ON {
    @Override
    Map<String, String> settings(Path folder) {
      return Map.of(
          "spark.plugins",
          "org.coherer.connector.plugin.CohererPlugin",
          "spark.ui.enabled",
          "true",
          "spark.ui.port",
          "0",
          "spark.eventLog.enabled",
          "true",
          "spark.eventLog.dir",
          folder.resolve(EVENTS).toUri().toString(),
          SINK + "prometheusServlet.class",
          "org.apache.spark.metrics.sink.PrometheusServlet",
          SINK + "csv.class",
          "org.apache.spark.metrics.sink.CsvSink",
          SINK + "csv.period",
          "1",
          SINK + "csv.directory",
          folder.resolve(METRICS).toString());
    }

    @Override
    NeuralNetworkClassifier on(NeuralNetworkClassifier classifier, Path folder) {
      return classifier
          .setProgress("bar")
          .setTensorBoardDir(folder.resolve(TENSOR_BOARD).toUri().toString())
          .setListeners(CountingListener.class.getName());
    }
  };

  /** The folder with Spark's event log. */
  static final String EVENTS = "events";

  /** The folder with a file for each metric. */
  static final String METRICS = "metrics";

  /** The folder with what TensorBoard reads. */
  static final String TENSOR_BOARD = "tensorboard";

  private static final String SINK = "spark.metrics.conf.*.sink.";

  /** Returns the settings of a session, which there may be files of in a folder. */
  abstract Map<String, String> settings(Path folder);

  /** Sets the Params of an estimator, whose files may be in a folder. */
  abstract NeuralNetworkClassifier on(NeuralNetworkClassifier classifier, Path folder);

  /** Returns what workers call it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the one that a label means. */
  static Visibility of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
