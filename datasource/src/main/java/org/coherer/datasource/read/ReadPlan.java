package org.coherer.datasource.read;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.format.Extent;
import org.coherer.datasource.format.RecordFile;
import org.coherer.datasource.format.Span;
import org.coherer.datasource.partition.PartitionFilter.Decision;

/**
 * Cuts files into spans and packs neighbouring spans into partitions, in the order of the files.
 *
 * <p>A partition takes spans until the next one would make it larger than {@link
 * SplitSizing#partitionBytes}, where each span counts as its bytes and the cost of opening a file.
 */
final class ReadPlan {
  private final ReadSource source;
  private final StructType columns;
  private final List<RecordFile> files = new ArrayList<>();

  /**
   * Chooses the files.
   *
   * @param columns those that are read from files
   * @param filters about partition columns and files
   */
  ReadPlan(ReadSource source, StructType columns, List<Filter> filters) {
    this.source = source;
    this.columns = columns;
    FileColumns all = new FileColumns(source.partitions());
    List<Decision> decisions =
        filters.stream().map(filter -> all.translate(filter).orElseThrow()).toList();
    for (RecordFile file : source.files().files()) {
      Object[] values = all.values(file.found());
      if (decisions.stream().allMatch(decision -> decision.passes(values))) {
        files.add(file);
      }
    }
  }

  List<RecordFile> files() {
    return files;
  }

  /** Returns the number of records, if it is known of all files. */
  OptionalLong records() {
    long sum = 0;
    for (RecordFile file : files) {
      OptionalLong records = file.extent(columns).records();
      if (records.isEmpty()) {
        return records;
      }
      sum = Math.addExact(sum, records.getAsLong());
    }
    return OptionalLong.of(sum);
  }

  long memoryBytes() {
    return files.stream()
        .mapToLong(file -> file.extent(columns).memoryBytes())
        .reduce(0, Math::addExact);
  }

  /**
   * Returns what tasks read.
   *
   * @param limit how many rows are wanted; files behind those that are known to have them are not
   *     read
   */
  List<ReadPartition> partitions(SplitSizing sizing, long limit) {
    List<RecordFile> read = upTo(limit);
    long total =
        read.stream()
            .mapToLong(file -> file.extent(columns).bytes() + sizing.openCostBytes())
            .reduce(0, Math::addExact);
    long partitionBytes = sizing.partitionBytes(total);
    List<ReadPartition> partitions = new ArrayList<>();
    List<ReadPart> open = new ArrayList<>();
    long bytes = 0;
    for (RecordFile file : read) {
      for (ReadPart part : parts(file, partitionBytes)) {
        if (!open.isEmpty() && bytes + part.bytes() > partitionBytes) {
          partitions.add(new ReadPartition(open));
          open.clear();
          bytes = 0;
        }
        open.add(part);
        bytes += part.bytes() + sizing.openCostBytes();
      }
    }
    if (!open.isEmpty()) {
      partitions.add(new ReadPartition(open));
    }
    return partitions;
  }

  private List<ReadPart> parts(RecordFile file, long partitionBytes) {
    Extent extent = file.extent(columns);
    Object[] values = source.partitions().values(file.found());
    List<Span> spans =
        extent.unit() == Extent.Unit.FILE
            ? List.of(extent.whole())
            : Span.cut(extent.units(), extent.bytesPerUnit(), partitionBytes);
    return spans.stream().map(span -> ReadPart.of(file, span, extent, values)).toList();
  }

  private List<RecordFile> upTo(long limit) {
    if (source.mode() == MalformedMode.DROPMALFORMED) {
      return files;
    }
    List<RecordFile> first = new ArrayList<>();
    long known = 0;
    for (RecordFile file : files) {
      if (known >= limit) {
        break;
      }
      first.add(file);
      known += file.extent(columns).records().orElse(0);
    }
    return first;
  }
}
