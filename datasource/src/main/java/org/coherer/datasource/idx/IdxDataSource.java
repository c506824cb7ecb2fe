package org.coherer.datasource.idx;

import java.io.IOException;
import java.util.Set;
import org.coherer.datasource.read.HadoopSettings;
import org.coherer.datasource.read.ReadOptions;
import org.coherer.datasource.read.RowSource;
import org.coherer.datasource.read.SourceProvider;

/**
 * Reads IDX files as the format {@code idx}. Options, columns and errors are those of {@link
 * org.coherer.datasource.idx this package}.
 */
public final class IdxDataSource extends SourceProvider {

  /** Called by Spark, by reflection. */
  public IdxDataSource() {}

  @Override
  public String shortName() {
    return "idx";
  }

  @Override
  protected Set<String> optionNames() {
    return IdxOptions.NAMES;
  }

  @Override
  protected RowSource open(ReadOptions options, HadoopSettings hadoop) throws IOException {
    return IdxSource.open(IdxOptions.of(options), hadoop);
  }
}
