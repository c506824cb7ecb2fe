package org.coherer.training.engine.dl4j.execution;

import java.util.function.Supplier;

/** Says which layer of DL4J's it is that fails, where DL4J throws whatever it meets. */
final class Dl4jFailure {

  private static final String LAYERS = "org.deeplearning4j.nn.layers.";
  private static final String VERTICES = "org.deeplearning4j.nn.graph.vertex.";

  private Dl4jFailure() {}

  /**
   * Runs what calls DL4J.
   *
   * @throws IllegalStateException if DL4J fails. The message names the layer and the operation
   */
  static <T> T named(Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException | LinkageError e) {
      if (isOfDl4j(e)) {
        throw new IllegalStateException(message(e), e);
      }
      throw e;
    }
  }

  /** What is called back in the midst of a backward pass has failures of its own. */
  private static boolean isOfDl4j(Throwable e) {
    for (StackTraceElement frame : e.getStackTrace()) {
      String name = frame.getClassName();
      if (!name.startsWith("java.") && !name.startsWith("jdk.")) {
        return name.startsWith("org.nd4j.") || name.startsWith("org.deeplearning4j.");
      }
    }
    return false;
  }

  private static String message(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String place = place(cause);
    return "DL4J fails to run the network"
        + (place == null ? "" : " in " + place)
        + ": "
        + firstLine(e)
        + (cause == e ? "" : ", for " + firstLine(cause))
        + " (the network runs on DL4J's own layers, and would fail so without Coherer: put another"
        + " layer in the place of this one)";
  }

  private static String firstLine(Throwable e) {
    return e.toString().lines().findFirst().orElse("");
  }

  /** Returns the kind of layer and the method that was running; null if there is none. */
  private static String place(Throwable e) {
    for (StackTraceElement frame : e.getStackTrace()) {
      String name = frame.getClassName();
      if (name.startsWith(LAYERS) || name.startsWith(VERTICES)) {
        return name.substring(name.lastIndexOf('.') + 1) + "." + frame.getMethodName();
      }
    }
    return null;
  }
}
