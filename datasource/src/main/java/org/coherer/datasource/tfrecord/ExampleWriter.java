package org.coherer.datasource.tfrecord;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes messages {@code Example} and {@code SequenceExample}, numbers packed. */
final class ExampleWriter {
  private static final int FIRST = 1;
  private static final int SECOND = 2;

  private ExampleWriter() {}

  /** Returns the message; a SequenceExample where it has feature lists. */
  static byte[] bytes(Example example) {
    WireWriter features = new WireWriter();
    example.features().forEach((name, feature) -> entry(features, name, message(feature)));
    WireWriter message = new WireWriter().message(FIRST, features);
    if (!example.lists().isEmpty()) {
      message.message(SECOND, lists(example.lists()));
    }
    return message.toByteArray();
  }

  private static WireWriter lists(Map<String, List<Feature>> lists) {
    WireWriter message = new WireWriter();
    lists.forEach(
        (name, list) -> {
          WireWriter features = new WireWriter();
          list.forEach(feature -> features.message(FIRST, message(feature)));
          entry(message, name, features);
        });
    return message;
  }

  private static void entry(WireWriter map, String name, WireWriter value) {
    map.message(
        FIRST,
        new WireWriter()
            .bytes(FIRST, name.getBytes(StandardCharsets.UTF_8))
            .message(SECOND, value));
  }

  /** The field of each kind of list is that of {@link FeatureReader}. */
  private static WireWriter message(Feature feature) {
    return switch (feature.kind()) {
      case NONE -> new WireWriter();
      case BYTES -> new WireWriter().message(1, byteStrings(feature.bytes()));
      case FLOATS -> new WireWriter().message(2, new WireWriter().floats(FIRST, feature.floats()));
      case LONGS -> new WireWriter().message(3, new WireWriter().longs(FIRST, feature.longs()));
    };
  }

  private static WireWriter byteStrings(byte[][] values) {
    WireWriter message = new WireWriter();
    for (byte[] value : values) {
      message.bytes(FIRST, value);
    }
    return message;
  }
}
