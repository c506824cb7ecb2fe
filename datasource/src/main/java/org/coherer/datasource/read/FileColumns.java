package org.coherer.datasource.read;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.file.FoundFile;
import org.coherer.datasource.partition.PartitionColumns;
import org.coherer.datasource.partition.PartitionFilter;
import org.coherer.datasource.partition.PartitionFilter.Decision;

/**
 * What all rows of a file have, as filters name it: partition columns, and the fields of its
 * metadata, such as {@code _metadata.file_name}.
 */
final class FileColumns {
  private final PartitionColumns partitions;
  private final List<String> metadata;
  private final PartitionFilter filter;

  FileColumns(PartitionColumns partitions) {
    this.partitions = partitions;
    StructType ofFile = MetadataField.ofFile();
    metadata = List.of(ofFile.fieldNames());
    StructType all = partitions.fields();
    for (String name : metadata) {
      all = all.add(MetadataField.NAME + "." + name, ofFile.apply(name).dataType(), false);
    }
    filter = new PartitionFilter(all);
  }

  /** Returns what decides about the values of a file, or nothing if that is left to Spark. */
  Optional<Decision> translate(Filter one) {
    return filter.translate(one);
  }

  /** Returns the values of a file, as Spark has them inside. */
  Object[] values(FoundFile file) {
    Object[] ofDirectories = partitions.values(file);
    Object[] all = Arrays.copyOf(ofDirectories, ofDirectories.length + metadata.size());
    for (int i = 0; i < metadata.size(); i++) {
      all[ofDirectories.length + i] = MetadataField.valueOf(metadata.get(i), file);
    }
    return all;
  }
}
