package org.coherer.connector.profile;

import java.io.Serializable;
import java.util.List;
import org.coherer.connector.column.TableColumn;

/**
 * What is to be learned of rows while they are read.
 *
 * @param labels how labels become classes
 * @param features whether the moments of features are wanted
 * @param targets whether those of targets are
 * @param sampled whether some rows are kept, for the quantiles of features
 * @param table what the columns of a table hold, each of which is looked at by itself; empty if
 *     features are none
 */
public record Profiling(
    Labels labels, boolean features, boolean targets, boolean sampled, List<TableColumn> table)
    implements Serializable {

  /** Nothing but the number of rows. */
  public static final Profiling NONE = new Profiling(Labels.NONE, false, false, false, List.of());

  /** Copies the list. */
  public Profiling {
    table = List.copyOf(table);
  }

  /** How labels become classes. */
  public enum Labels {
    /** They are no classes. */
    NONE,
    /** A label is the index of its class. */
    INDICES,
    /** A label has a code; which class it is, is decided once all rows were read. */
    CODES
  }
}
