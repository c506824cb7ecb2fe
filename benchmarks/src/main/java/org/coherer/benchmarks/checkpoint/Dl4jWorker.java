package org.coherer.benchmarks.checkpoint;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.coherer.benchmarks.process.Request;
import org.coherer.benchmarks.process.Worker;
import org.coherer.benchmarks.process.WorkerLoop;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.learning.config.Adam;

/** A process that saves and loads a network with DL4J's {@code ModelSerializer}. */
final class Dl4jWorker implements Worker {

  private static final double NANO = 1e-9;

  private final File file;
  private MultiLayerNetwork network;

  private Dl4jWorker(File file) {
    this.file = file;
  }

  /** Serves the parent; the argument is a folder. */
  public static void main(String[] arguments) throws InterruptedException {
    WorkerLoop.serve(new Dl4jWorker(Path.of(arguments[0]).resolve("network.zip").toFile()));
  }

  @Override
  public String answer(Request request) throws IOException {
    return switch (request.verb()) {
      case CheckpointWorker.PREPARE -> prepare(request.number(0));
      case CheckpointWorker.SAVE -> save();
      case CheckpointWorker.RESTORE -> restore();
      default -> throw request.unknown();
    };
  }

  /** One layer with about so many weights. */
  private String prepare(int parameters) {
    int width = (int) Math.sqrt(parameters);
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .updater(new Adam(1e-3))
            .list()
            .layer(new OutputLayer.Builder().nIn(width).nOut(width).build())
            .build();
    network = new MultiLayerNetwork(configuration);
    network.init();
    network.getUpdater().getStateViewArray().addi(network.params().getFloat(0));
    return "";
  }

  private String save() throws IOException {
    long start = System.nanoTime();
    ModelSerializer.writeModel(network, file, true);
    try (FileChannel written = FileChannel.open(file.toPath(), StandardOpenOption.WRITE)) {
      written.force(true);
    }
    return Double.toString((System.nanoTime() - start) * NANO);
  }

  private String restore() throws IOException {
    long start = System.nanoTime();
    MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file, true);
    double seconds = (System.nanoTime() - start) * NANO;
    if (!restored.params().equals(network.params())) {
      throw new IOException("What DL4J has loaded is not what it has saved");
    }
    return Double.toString(seconds);
  }

  @Override
  public void close() {
    file.delete();
  }
}
