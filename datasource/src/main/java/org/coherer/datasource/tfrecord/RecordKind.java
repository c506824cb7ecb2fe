package org.coherer.datasource.tfrecord;

import java.util.Arrays;
import java.util.List;

/** What a record is. */
enum RecordKind {
  EXAMPLE("Example"),
  SEQUENCE_EXAMPLE("SequenceExample"),
  BYTE_ARRAY("ByteArray");

  /** The kinds as users name them. */
  static final List<String> WORDS = Arrays.stream(values()).map(kind -> kind.word).toList();

  private final String word;

  RecordKind(String word) {
    this.word = word;
  }

  static RecordKind of(String word) {
    return Arrays.stream(values())
        .filter(kind -> kind.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(word));
  }

  /** Returns the kind as users name it. */
  String word() {
    return word;
  }
}
