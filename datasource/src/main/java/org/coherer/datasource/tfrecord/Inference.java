package org.coherer.datasource.tfrecord;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the columns that hold all records of a sample.
 *
 * <p>A feature is a scalar if each record that has it has exactly one value. Ints in some records
 * and floats in others are doubles. Feature lists are arrays of arrays. A feature without a value
 * in any record has no column, since nothing says its type.
 */
final class Inference {
  private final boolean strings;
  private final Map<String, Seen> seen = new LinkedHashMap<>();
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();

  /**
   * Starts with no record.
   *
   * @param strings whether byte strings that are UTF-8 in all records are strings
   */
  Inference(boolean strings) {
    this.strings = strings;
  }

  /**
   * Adds a record.
   *
   * @throws RecordException if it has a feature that no column can hold together with the records
   *     before it
   */
  void add(Example example) throws RecordException {
    for (Map.Entry<String, Feature> each : example.features().entrySet()) {
      add(each.getKey(), each.getValue(), false);
    }
    for (Map.Entry<String, List<Feature>> each : example.lists().entrySet()) {
      for (Feature feature : each.getValue()) {
        add(each.getKey(), feature, true);
      }
    }
  }

  /** Returns the columns, in the order in which records had them first. */
  List<Column> columns() {
    return seen.entrySet().stream()
        .map(
            each -> {
              Seen values = each.getValue();
              int depth = values.inLists ? 2 : values.single ? 0 : 1;
              return new Column(each.getKey(), element(values), depth);
            })
        .toList();
  }

  private void add(String name, Feature feature, boolean inList) throws RecordException {
    if (feature.kind() == Feature.Kind.NONE) {
      return;
    }
    Seen values = seen.computeIfAbsent(name, any -> new Seen(feature.kind(), inList));
    if (values.inLists != inList) {
      throw new RecordException(
          "has '%s' as a feature, and it or one before it as a feature list (must be one of them)"
              .formatted(name));
    }
    boolean bytes = feature.kind() == Feature.Kind.BYTES;
    if (bytes != (values.kind == Feature.Kind.BYTES)) {
      throw new RecordException(
          "has %s for '%s', where one before it has %s (must be alike, or give a schema without '%s')"
              .formatted(feature.kind().words(), name, values.kind.words(), name));
    }
    values.mixed |= feature.kind() != values.kind;
    values.single &= feature.size() == 1;
    values.text = values.text && strings && isText(feature);
  }

  private static Column.Element element(Seen values) {
    if (values.mixed) {
      return Column.Element.DOUBLE;
    }
    return switch (values.kind) {
      case FLOATS -> Column.Element.FLOAT;
      case LONGS -> Column.Element.LONG;
      default -> values.text ? Column.Element.STRING : Column.Element.BINARY;
    };
  }

  private boolean isText(Feature feature) {
    for (byte[] value : feature.bytes()) {
      try {
        utf8.decode(ByteBuffer.wrap(value));
      } catch (CharacterCodingException e) {
        return false;
      }
    }
    return true;
  }

  /** What the records had under one name. */
  private static final class Seen {
    private final Feature.Kind kind;
    private final boolean inLists;
    private boolean mixed;
    private boolean single = true;
    private boolean text = true;

    Seen(Feature.Kind kind, boolean inLists) {
      this.kind = kind;
      this.inLists = inLists;
    }
  }

  /**
   * A column as records suggest it.
   *
   * @param name the name of the feature
   * @param element what its values are
   * @param depth 0 for one value, 1 for an array, 2 for an array of arrays
   */
  record Column(String name, Element element, int depth) {

    /** What a value is. */
    enum Element {
      LONG,
      FLOAT,
      DOUBLE,
      BINARY,
      STRING
    }
  }
}
