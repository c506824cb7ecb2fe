package org.coherer.training.server.rows;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.coherer.training.tables.TableFolder;

/**
 * Where a run has the snapshots of its tables, and who else needs some of them.
 *
 * @param root the folder in which each snapshot is a folder
 * @param prefix begins the names of this run's snapshots
 * @param references the snapshots that must stay, whatever the run needs
 * @param isShared whether other runs have snapshots in the folder too
 */
public record SnapshotFolder(
    TableFolder root, String prefix, References references, boolean isShared) {

  /** After this time without a reference, what another run has left is no longer being written. */
  private static final Duration LITTER_AGE = Duration.ofHours(1);

  /** Knows which snapshots must stay. */
  @FunctionalInterface
  public interface References {

    /**
     * Returns their folders.
     *
     * @throws IOException if it cannot be told; then all stay
     */
    Set<String> needed() throws IOException;
  }

  /** Returns the folder of one run, which ends with it. */
  public static SnapshotFolder ofRun(TableFolder root) {
    return new SnapshotFolder(root, "rows-", Set::of, false);
  }

  /**
   * Returns a folder of several runs that go on where the one before has ended.
   *
   * @param run the one that has snapshots written now
   */
  public static SnapshotFolder shared(TableFolder root, String run, References references) {
    return new SnapshotFolder(root, "rows-" + run + "-", references, true);
  }

  /** Returns the folder of one of this run's snapshots, counted from 1. */
  TableFolder snapshot(int number) {
    return root.resolve(prefix + "%06d".formatted(number));
  }

  /**
   * Returns what runs before have left: all of those that have checkpoints, since this run goes on
   * where they ended, and of others what is so old that they cannot be writing it.
   */
  Set<String> left() throws IOException {
    if (!isShared) {
      return Set.of();
    }
    Set<String> ended =
        references.needed().stream().map(SnapshotFolder::ofOneRun).collect(Collectors.toSet());
    Set<String> left = new HashSet<>(root.foldersOlderThan(LITTER_AGE));
    for (String path : root.foldersOlderThan(Duration.ZERO)) {
      if (ended.contains(ofOneRun(path))) {
        left.add(path);
      }
    }
    return left;
  }

  /** Returns what the paths of all snapshots of a run begin with. */
  private static String ofOneRun(String path) {
    return path.substring(0, path.lastIndexOf('-') + 1);
  }
}
