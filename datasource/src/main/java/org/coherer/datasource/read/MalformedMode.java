package org.coherer.datasource.read;

import java.util.List;
import org.coherer.datasource.option.OptionKind;
import org.coherer.datasource.option.OptionSpec;
import org.coherer.datasource.option.Options;

/** What becomes of a record that makes no sense. */
enum MalformedMode {
  /** The task fails. */
  FAILFAST,
  /** It is a row of nulls, with the record's bytes in the column of corrupt records. */
  PERMISSIVE,
  /** There is no row. */
  DROPMALFORMED;

  static final OptionSpec<String> MODE =
      new OptionSpec<>(
          "mode",
          new OptionKind.Choice(List.of("FAILFAST", "PERMISSIVE", "DROPMALFORMED")),
          "FAILFAST",
          "what becomes of a malformed record: the query fails, or it is a row of nulls, or no row");
  static final OptionSpec<String> CORRUPT_COLUMN =
      new OptionSpec<>(
          "columnNameOfCorruptRecord",
          new OptionKind.Text("the name of a column"),
          "_corrupt_record",
          "the binary column that has, in mode `PERMISSIVE`, the bytes of a malformed record, if a schema names it");

  /** The options of formats that have malformed records. */
  static final List<OptionSpec<?>> OPTIONS = List.of(MODE, CORRUPT_COLUMN);

  static MalformedMode of(Options options) {
    return valueOf(options.value(MODE));
  }
}
