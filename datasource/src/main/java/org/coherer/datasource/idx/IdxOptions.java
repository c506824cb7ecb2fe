package org.coherer.datasource.idx;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.coherer.datasource.option.OptionKind;
import org.coherer.datasource.option.OptionSpec;
import org.coherer.datasource.option.Options;

/**
 * The options of an IDX reader, resolved.
 *
 * @param split the pair of files in a directory
 * @param scale the factor of all elements
 */
record IdxOptions(Optional<MnistSplit> split, OptionalDouble scale) {
  private static final OptionSpec<String> SPLIT =
      new OptionSpec<>(
          "split",
          new OptionKind.Choice(List.of("train", "t10k", "test")),
          "",
          "which pair of files of a directory is read, `test` being the same as `t10k`; a directory needs it, a file must not have it");
  private static final OptionSpec<Double> SCALE =
      new OptionSpec<>(
          "scale",
          new OptionKind.Factor(),
          "",
          "the factor of each element of `image` or `value`, which become floats; `label` is never scaled");
  static final List<OptionSpec<?>> ALL = List.of(SPLIT, SCALE);

  static IdxOptions of(Options options) {
    return new IdxOptions(
        options.find(SPLIT).map(MnistSplit::of),
        options.find(SCALE).map(OptionalDouble::of).orElse(OptionalDouble.empty()));
  }
}
