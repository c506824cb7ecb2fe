package org.coherer.datasource.read;

import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * What one task reads.
 *
 * @param parts one behind the other
 */
record ReadPartition(List<ReadPart> parts) implements InputPartition {
  ReadPartition {
    parts = List.copyOf(parts);
  }
}
