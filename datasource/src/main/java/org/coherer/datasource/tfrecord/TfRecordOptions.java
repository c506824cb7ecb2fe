package org.coherer.datasource.tfrecord;

import java.util.List;
import org.coherer.datasource.codec.Content;
import org.coherer.datasource.option.OptionKind;
import org.coherer.datasource.option.OptionSpec;
import org.coherer.datasource.option.Options;

/**
 * The options of a reader of TFRecord files, resolved.
 *
 * @param kind what a record is
 * @param strings whether byte strings may be inferred to be strings
 * @param inferRecords how many records tell the columns
 * @param maxRecordBytes the longest record that is read
 */
record TfRecordOptions(RecordKind kind, boolean strings, long inferRecords, int maxRecordBytes) {
  private static final OptionSpec<String> RECORD_TYPE =
      new OptionSpec<>(
          "recordType",
          new OptionKind.Choice(RecordKind.WORDS),
          RecordKind.EXAMPLE.word(),
          "what a record is: a message of TensorFlow, or any bytes, in the column `value`");
  private static final OptionSpec<Boolean> INFER_STRINGS =
      new OptionSpec<>(
          "inferStrings",
          new OptionKind.Flag(),
          "true",
          "whether byte strings that are UTF-8 in all records looked at are strings; else they are binary");
  private static final OptionSpec<Long> INFER_RECORDS =
      new OptionSpec<>(
          "inferRecords",
          new OptionKind.WholeNumber(1, Long.MAX_VALUE),
          "1000",
          "how many records, in the order of the files, tell the columns where no schema is given");
  private static final OptionSpec<Long> MAX_RECORD_BYTES =
      new OptionSpec<>(
          "maxRecordBytes",
          new OptionKind.WholeNumber(1, Content.MAX_ARRAY_BYTES),
          "134217728",
          "the longest record that is read, in bytes");
  private static final OptionSpec<String> COMPRESSION =
      new OptionSpec<>(
          "compression",
          new OptionKind.Choice(List.of("none", "gzip", "zstd")),
          "none",
          "how files are compressed; TensorFlow reads `none` and `gzip`");

  static final List<OptionSpec<?>> OF_READING =
      List.of(RECORD_TYPE, INFER_STRINGS, INFER_RECORDS, MAX_RECORD_BYTES);
  static final List<OptionSpec<?>> OF_WRITING = List.of(RECORD_TYPE, COMPRESSION);

  static TfRecordOptions of(Options options) {
    return new TfRecordOptions(
        kind(options),
        options.value(INFER_STRINGS),
        options.value(INFER_RECORDS),
        Math.toIntExact(options.value(MAX_RECORD_BYTES)));
  }

  static RecordKind kind(Options options) {
    return RecordKind.of(options.value(RECORD_TYPE));
  }

  static RecordCompression compression(Options options) {
    return switch (options.value(COMPRESSION)) {
      case "gzip" -> RecordCompression.GZIP;
      case "zstd" -> RecordCompression.ZSTD;
      default -> RecordCompression.NONE;
    };
  }
}
