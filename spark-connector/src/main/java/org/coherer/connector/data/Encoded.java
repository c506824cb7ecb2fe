package org.coherer.connector.data;

import java.io.Serializable;
import org.coherer.training.data.RecordBlock;

/** What encoding a partition gives: blocks of records, or the first row that cannot be used. */
sealed interface Encoded extends Serializable {

  /** Some rows. */
  record Block(RecordBlock block) implements Encoded {}

  /** A row that cannot be used; nothing of its partition follows. */
  record Invalid(int partition, long row, String message) implements Encoded {}
}
