package org.coherer.benchmarks.accuracy;

import java.nio.file.Path;
import org.apache.spark.ml.Estimator;
import org.coherer.benchmarks.networks.SampleNetwork;
import org.coherer.benchmarks.process.Request;
import org.coherer.benchmarks.process.Worker;
import org.coherer.benchmarks.process.WorkerLoop;
import org.coherer.benchmarks.spark.ExecutorProcesses;
import org.coherer.benchmarks.spark.MllibBlas;

/** A Spark driver that trains with one estimator or another. */
final class AccuracyWorker implements Worker {

  /** As many processes as PyTorch has. */
  static final ExecutorProcesses EXECUTORS = new ExecutorProcesses(2, 2048);

  /** Writes the images to Parquet. */
  static final String WRITE = "write";

  /** Trains with our estimator: network, epochs, seed. Answers with seconds and accuracy. */
  static final String NETWORK = "network";

  /** Trains with ours in the place of MLlib's: layers, iterations, seed. Answers the same. */
  static final String LAYERS = "layers";

  /** Trains with MLlib's estimator: layers, iterations, seed. Answers the same. */
  static final String MLLIB = "mllib";

  /** Asks whose matrix products MLlib uses. */
  static final String BLAS = "blas";

  private final Path images;
  private final ImageSession session;

  private AccuracyWorker(Path images, Path folder) {
    this.images = images;
    session = new ImageSession(EXECUTORS.session("accuracy", folder.resolve("local")), folder);
  }

  /** Serves the parent; the arguments are the folders of the IDX files, and for Spark's files. */
  public static void main(String[] arguments) throws InterruptedException {
    WorkerLoop.serve(new AccuracyWorker(Path.of(arguments[0]), Path.of(arguments[1])));
  }

  @Override
  public String answer(Request request) {
    return switch (request.verb()) {
      case WRITE -> {
        session.write(images);
        yield "";
      }
      case NETWORK, LAYERS, MLLIB -> {
        int epochs = request.number(1);
        yield session.train(estimator(request, epochs, request.number(2)), epochs).answer();
      }
      case BLAS -> MllibBlas.name();
      default -> throw request.unknown();
    };
  }

  private static Estimator<?> estimator(Request request, int epochs, int seed) {
    String network = request.text(0);
    return switch (request.verb()) {
      case NETWORK -> Estimators.ours(SampleNetwork.of(network), epochs, seed);
      case LAYERS -> Estimators.ours(Estimators.layers(network), epochs, seed);
      case MLLIB -> Estimators.mllib(Estimators.layers(network), epochs, seed);
      default -> throw request.unknown();
    };
  }

  @Override
  public void close() {
    session.close();
  }
}
