package org.coherer.datasource.format;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.file.FoundFile;
import org.coherer.datasource.file.FoundRoot;
import org.coherer.datasource.file.HadoopSettings;
import org.coherer.datasource.option.Options;

/**
 * What a format gets to look at.
 *
 * @param options of the reading, checked
 * @param hadoop the settings with which files are opened
 * @param roots what is at the paths, at least one, in the order of the paths
 * @param given the columns that the user has named, for formats whose files do not tell; none if
 *     the user gave no schema. The plumbing compares them with what the format returns
 */
public record FormatInput(
    Options options, HadoopSettings hadoop, List<FoundRoot> roots, Optional<StructType> given) {
  /** Copies the roots. */
  public FormatInput {
    roots = List.copyOf(roots);
  }

  /** Returns the files of all roots. */
  public List<FoundFile> files() {
    return roots.stream().flatMap(root -> root.files().stream()).toList();
  }
}
