package org.coherer.training.server;

import java.util.List;
import org.coherer.training.vector.FlatVector;

/**
 * All that servers hold, at a moment at which no step is under way: where each stands, the
 * parameters of all, and each one's part of the optimizer's state.
 *
 * @param tables the folder with the rows of embedding tables at that moment; {@code null} if they
 *     are not written anywhere, {@link #NO_ROWS} if there are none
 */
public record Snapshot(
    List<ServerPosition> positions, FlatVector parameters, List<FlatVector> states, String tables) {

  /** In place of a folder: tables are empty. */
  public static final String NO_ROWS = "";

  /** Copies the lists. */
  public Snapshot {
    positions = List.copyOf(positions);
    states = List.copyOf(states);
  }

  /** Returns the same with the rows of embedding tables in a folder. */
  public Snapshot withTables(String folder) {
    return new Snapshot(positions, parameters, states, folder);
  }

  /** Returns what the updates of the epoch added up to: every server has seen all steps. */
  public Tally tally() {
    return positions.get(0).tally();
  }

  /** Returns how many updates have been applied, over all epochs. */
  public long version() {
    return positions.get(0).version();
  }
}
