package org.coherer.datasource.idx;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.coherer.datasource.read.ReadOptions;

/**
 * The options of an IDX reader, resolved.
 *
 * @param path a directory or a file
 * @param split the pair of files in the directory
 * @param scale the factor of all elements
 */
record IdxOptions(String path, Optional<MnistSplit> split, OptionalDouble scale) {
  static final String SPLIT = "split";
  static final String SCALE = "scale";
  static final Set<String> NAMES = Set.of(SPLIT, SCALE);

  static IdxOptions of(ReadOptions options) {
    return new IdxOptions(
        options.path(), options.text(SPLIT).map(MnistSplit::of), options.factor(SCALE));
  }
}
