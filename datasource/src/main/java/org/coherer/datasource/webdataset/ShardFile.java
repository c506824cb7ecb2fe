package org.coherer.datasource.webdataset;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.codec.Content;
import org.coherer.datasource.file.FoundFile;
import org.coherer.datasource.file.HadoopSettings;
import org.coherer.datasource.file.StoredFile;
import org.coherer.datasource.format.Extent;
import org.coherer.datasource.format.ReadTask;
import org.coherer.datasource.format.RecordFile;
import org.coherer.datasource.format.RecordReader;

/**
 * A shard, compressed by gzip or not.
 *
 * @param found the file
 * @param maxEntryBytes the longest file of a record that is read
 */
record ShardFile(FoundFile found, int maxEntryBytes) implements RecordFile {

  @Override
  public Extent extent(StructType columns) {
    return Extent.ofFile(found.length(), OptionalLong.empty(), found.length());
  }

  @Override
  public RecordReader open(ReadTask task) throws IOException {
    Set<String> wanted = Set.of(task.columns().fieldNames());
    return new ShardReader(samples(task.hadoop(), wanted::contains), task.columns());
  }

  /** Opens the shard at its first record. */
  SampleReader samples(HadoopSettings hadoop, Predicate<String> wanted) throws IOException {
    StoredFile stored = StoredFile.inspect(found, hadoop);
    Content content = content(stored, opened(stored, hadoop));
    return new SampleReader(new TarReader(content), wanted, maxEntryBytes);
  }

  private InputStream opened(StoredFile stored, HadoopSettings hadoop) throws IOException {
    try {
      return stored.open(0, hadoop);
    } catch (IOException e) {
      throw content(stored, InputStream.nullInputStream())
          .broken(0, "the file cannot be read: " + e.getMessage(), e);
    }
  }

  private Content content(StoredFile stored, InputStream in) {
    return new Content(
        "webdataset file '%s'".formatted(found.path()), !stored.isSplittable(), in, 0);
  }
}
