package org.coherer.datasource.tfrecord;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Reads messages {@code Example} and {@code SequenceExample}: numbers packed or not, fields in any
 * order, unknown fields skipped.
 */
final class ExampleReader {
  /** The most names of one record. */
  static final int MAX_FEATURES = 65_536;

  private static final int FEATURES = 1;
  private static final int FEATURE_LISTS = 2;
  private static final int ENTRY = 1;
  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final int FEATURE = 1;

  private final boolean sequences;
  private final Predicate<String> wanted;

  /**
   * Makes a reader.
   *
   * @param sequences whether records are SequenceExamples
   * @param wanted which features are read; others are checked no further than their place
   */
  ExampleReader(boolean sequences, Predicate<String> wanted) {
    this.sequences = sequences;
    this.wanted = wanted;
  }

  /**
   * Returns the message of a record.
   *
   * @throws RecordException if it is damaged, or has too many features
   */
  Example read(byte[] record) throws RecordException {
    Map<String, Feature> features = new LinkedHashMap<>();
    Map<String, List<Feature>> lists = new LinkedHashMap<>();
    WireReader in = WireReader.of(record);
    while (in.hasMore()) {
      int field = in.nextField();
      if (field == FEATURES) {
        readMap(in.message(), features, FeatureReader::read);
      } else if (field == FEATURE_LISTS && sequences) {
        readMap(in.message(), lists, ExampleReader::featureList);
      } else {
        in.skip();
      }
    }
    return new Example(features, lists);
  }

  /** Reads a value of a map from its message. */
  private interface ValueReader<T> {
    T read(WireReader in) throws RecordException;
  }

  private <T> void readMap(WireReader in, Map<String, T> found, ValueReader<T> reader)
      throws RecordException {
    while (in.hasMore()) {
      if (in.nextField() == ENTRY) {
        readEntry(in.message(), found, reader);
      } else {
        in.skip();
      }
    }
  }

  private <T> void readEntry(WireReader in, Map<String, T> found, ValueReader<T> reader)
      throws RecordException {
    byte[] key = Feature.NO_BYTES;
    WireReader value = WireReader.of(Feature.NO_BYTES);
    while (in.hasMore()) {
      switch (in.nextField()) {
        case KEY -> key = in.bytes();
        case VALUE -> value = in.message();
        default -> in.skip();
      }
    }
    String name = text(in, key);
    if (!wanted.test(name)) {
      return;
    }
    found.put(name, reader.read(value)); // the last of several with one name, as maps have it
    if (found.size() > MAX_FEATURES) {
      throw in.broken("more than %d features".formatted(MAX_FEATURES));
    }
  }

  private static List<Feature> featureList(WireReader in) throws RecordException {
    List<Feature> features = new ArrayList<>();
    while (in.hasMore()) {
      if (in.nextField() == FEATURE) {
        features.add(FeatureReader.read(in.message()));
      } else {
        in.skip();
      }
    }
    return features;
  }

  private static String text(WireReader in, byte[] utf8) throws RecordException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw in.broken("the name of a feature is not UTF-8");
    }
  }
}
