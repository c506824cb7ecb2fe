package org.coherer.benchmarks.inference;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.coherer.benchmarks.networks.SampleNetwork;
import org.coherer.benchmarks.process.Request;
import org.coherer.benchmarks.process.Worker;
import org.coherer.benchmarks.process.WorkerLoop;
import org.coherer.benchmarks.spark.MllibBlas;

/** A process that predicts in one way. The script for PyTorch knows the first two requests. */
final class InferenceWorker implements Worker {

  /** Makes a network and rows ready: model, rows. */
  static final String PREPARE = "prepare";

  /** Predicts all rows: how often. Answers with seconds. */
  static final String PREDICT = "predict";

  /** Compares with the peer, outside of what is measured: model. Answers with the difference. */
  static final String CHECK = "check";

  /** Asks whose matrix products MLlib uses. */
  static final String BLAS = "blas";

  private final Contender contender;
  private final Optional<LocalSpark> spark;
  private Optional<RowPredictor> predictor = Optional.empty();

  private InferenceWorker(Contender contender, Path folder) {
    this.contender = contender;
    spark = contender.spark() ? Optional.of(new LocalSpark(folder)) : Optional.empty();
  }

  /** Serves the parent; the arguments are the way and a folder for Spark's files. */
  public static void main(String[] arguments) throws InterruptedException {
    WorkerLoop.serve(new InferenceWorker(Contender.of(arguments[0]), Path.of(arguments[1])));
  }

  @Override
  public String answer(Request request) {
    return switch (request.verb()) {
      case PREPARE -> {
        release();
        predictor = Optional.of(open(SampleNetwork.of(request.text(0)), request.number(1)));
        yield "";
      }
      case PREDICT -> "" + predict(request.number(0));
      case CHECK -> "" + difference(SampleNetwork.of(request.text(0)));
      case BLAS -> MllibBlas.name();
      default -> throw request.unknown();
    };
  }

  private RowPredictor open(SampleNetwork model, int rows) {
    return switch (contender) {
      case OURS -> ReplicaPredictor.of(model, rows);
      case SIGMOID -> ReplicaPredictor.ofSigmoid(model, rows);
      case DL4J -> new PlainPredictor(model, rows);
      case MLLIB ->
          new MllibPredictor(spark.orElseThrow().mllib(model), LocalSpark.vectors(model, rows));
      case TRANSFORM, WIDE ->
          new TransformPredictor(spark.orElseThrow().ours(model), cached(model, rows));
      case MLLIB_TRANSFORM, MLLIB_WIDE ->
          new TransformPredictor(spark.orElseThrow().mllib(model), cached(model, rows));
      case SCAN, WIDE_SCAN -> new ScanPredictor(cached(model, rows));
      case TORCH -> throw new IllegalArgumentException("PyTorch has a script of its own");
    };
  }

  private Dataset<Row> cached(SampleNetwork model, int rows) {
    return spark.orElseThrow().cached(model, rows, contender.wide() ? Contender.MORE_COLUMNS : 0);
  }

  private double predict(int count) {
    RowPredictor ready = predictor.orElseThrow();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      ready.predict();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private double difference(SampleNetwork model) {
    return spark.isPresent()
        ? Agreement.withMllib(model, spark.get().mllib(model))
        : Agreement.withPlain(model);
  }

  private void release() {
    predictor.ifPresent(RowPredictor::close);
    predictor = Optional.empty();
  }

  @Override
  public void close() {
    release();
    spark.ifPresent(LocalSpark::close);
  }
}
