package org.coherer.datasource.fuzz;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.coherer.datasource.cifar.CifarDataSource;
import org.coherer.datasource.idx.IdxDataSource;
import org.coherer.datasource.imagefolder.ImageFolderDataSource;
import org.coherer.datasource.npy.NpyDataSource;
import org.coherer.datasource.npy.NpzDataSource;
import org.coherer.datasource.safetensors.SafetensorsDataSource;
import org.coherer.datasource.table.FormatProvider;
import org.coherer.datasource.tfrecord.TfRecordDataSource;
import org.coherer.datasource.webdataset.WebDatasetDataSource;

/** What Jazzer calls. The system property {@code coherer.fuzz.reader} says which reader. */
public final class FuzzTarget {
  /** The readers that there are. */
  public static final List<String> READERS =
      List.of(
          "idx",
          "cifar",
          "tfrecord",
          "npy",
          "npz",
          "webdataset",
          "safetensors",
          "imagefolder",
          "gzip");

  private static final int MIB = 1 << 20;

  /** What the buffers of files take, several of which are open. */
  private static final long BASE_BYTES = 64L * MIB;

  /** What a byte of an input may take: deflate makes 1032 of it, and those become values. */
  private static final long BYTES_PER_BYTE = 64 * 1024L;

  private static final String MAX_BYTES = Integer.toString(MIB);
  private static final String MAX_PIXELS = Integer.toString(1 << 16);

  private final List<Target> targets;

  /**
   * Makes what reads inputs.
   *
   * @param reader one of {@link #READERS}
   * @throws IllegalArgumentException if there is no such reader
   */
  public FuzzTarget(String reader) {
    targets = targets(reader);
  }

  /**
   * Reads an input with all options.
   *
   * @throws RuntimeException or an error, if it finds something
   */
  public void run(byte[] input) {
    if (excess(input).isPresent()) {
      excess(input) // once more, since the first time, classes may have been loaded
          .ifPresent(
              words -> {
                throw new AssertionError(words);
              });
    }
  }

  private Optional<String> excess(byte[] input) {
    Effort effort = new Effort(BASE_BYTES + BYTES_PER_BYTE * input.length);
    targets.forEach(target -> target.run(input));
    return effort.excess();
  }

  /**
   * Called by Jazzer, by reflection.
   *
   * @param input any bytes
   */
  public static void fuzzerTestOneInput(byte[] input) {
    Running.TARGET.run(input);
  }

  private static List<Target> targets(String reader) {
    return switch (reader) {
      case "idx" ->
          List.of(
              readOnly(new IdxDataSource(), Map.of()),
              readOnly(new IdxDataSource(), Map.of("scale", "0.5")));
      case "cifar" ->
          List.of(
              readOnly(new CifarDataSource(), Map.of()),
              readOnly(new CifarDataSource(), Map.of("variant", "cifar100")));
      case "tfrecord" ->
          List.of(
              records("ByteArray"),
              records("Example"),
              records("SequenceExample"),
              mended(records("Example"), Checksums::ofRecords),
              mended(records("SequenceExample"), Checksums::ofRecords));
      case "npy" -> List.of(writable(new NpyDataSource(), Map.of(), Map.of()));
      case "npz" -> List.of(writable(new NpzDataSource(), Map.of(), Map.of()));
      case "webdataset" -> List.of(shards(), mended(shards(), Checksums::ofTar));
      case "safetensors" ->
          List.of(
              writable(new SafetensorsDataSource(), Map.of("values", "float"), Map.of()),
              writable(new SafetensorsDataSource(), Map.of("values", "binary"), Map.of()));
      case "imagefolder" ->
          List.of(images(Map.of()), images(Map.of("output", "uint8", "resize", "8x12")));
      case "gzip" -> List.of(new GzipTarget());
      default ->
          throw new IllegalArgumentException(
              "No reader '%s' (must be one of %s)".formatted(reader, READERS));
    };
  }

  private static Target records(String type) {
    return writable(
        new TfRecordDataSource(),
        Map.of("recordType", type, "maxRecordBytes", MAX_BYTES),
        Map.of("recordType", type));
  }

  private static Target shards() {
    return writable(new WebDatasetDataSource(), Map.of("maxEntryBytes", MAX_BYTES), Map.of());
  }

  private static Target images(Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.putAll(Map.of("labels", "none", "maxPixels", MAX_PIXELS));
    return readOnly(new ImageFolderDataSource(), all);
  }

  private static Target readOnly(FormatProvider provider, Map<String, String> options) {
    return new FormatTarget(provider.fileFormat(), options, Optional.empty());
  }

  private static Target writable(
      FormatProvider provider, Map<String, String> options, Map<String, String> writing) {
    return new FormatTarget(provider.fileFormat(), options, Optional.of(writing));
  }

  private static Target mended(Target target, UnaryOperator<byte[]> mend) {
    return input -> target.run(mend.apply(input));
  }

  /** Made when the first input comes. */
  private static final class Running {
    static final FuzzTarget TARGET = new FuzzTarget(System.getProperty("coherer.fuzz.reader", ""));
  }
}
