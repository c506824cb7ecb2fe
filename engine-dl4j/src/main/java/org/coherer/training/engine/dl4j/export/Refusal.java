package org.coherer.training.engine.dl4j.export;

/** What is thrown if a format has no word for a part of a model. */
public final class Refusal {

  private Refusal() {}

  /**
   * Says what is wrong with a layer.
   *
   * @param what such as {@code is a Bidirectional}
   */
  public static IllegalArgumentException layer(String name, String what, String format) {
    return new IllegalArgumentException(
        "Cannot export the network as "
            + format
            + ": layer '"
            + name
            + "' "
            + what
            + ", for which the export has nothing there (export it as "
            + (format.equals("keras") ? "onnx, or as " : "")
            + "dl4j, which keeps every layer)");
  }

  /** Says that there is a table. */
  public static IllegalArgumentException column(String name, String format) {
    return new IllegalArgumentException(
        "Cannot export the model as "
            + format
            + ": column '"
            + name
            + "' of a table is encoded in front of the network (export it as onnx)");
  }
}
