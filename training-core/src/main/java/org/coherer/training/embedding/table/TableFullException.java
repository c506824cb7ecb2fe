package org.coherer.training.embedding.table;

/** A table has no memory for another row, and may not evict one. */
public final class TableFullException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  TableFullException(String message) {
    super(message);
  }
}
