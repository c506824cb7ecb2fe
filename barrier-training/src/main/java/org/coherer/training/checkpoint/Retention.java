package org.coherer.training.checkpoint;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.coherer.training.checkpoint.format.CheckpointId;
import org.coherer.training.checkpoint.format.Manifest;
import org.coherer.training.file.DamagedFileException;
import org.coherer.training.file.DamagedFileException.Damage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes checkpoints that are no longer kept, and files that will never be part of one. Leaves
 * alone what is not a checkpoint's by its name, and all checkpoints of other fingerprints and of
 * later versions.
 */
final class Retention {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  /** After this time without a manifest, files of another run are no longer being written. */
  private static final Duration LITTER_AGE = Duration.ofHours(1);

  private final CheckpointStore store;
  private final int toKeep;

  /**
   * Creates the rule.
   *
   * @param toKeep how many checkpoints are kept beside the best one, at least 1
   */
  Retention(CheckpointStore store, int toKeep) {
    if (toKeep < 1) {
      throw new IllegalArgumentException(
          "Invalid number of checkpoints to keep " + toKeep + " (must be at least 1)");
    }
    this.store = store;
    this.toKeep = toKeep;
  }

  /** Deletes what is no longer needed, since a checkpoint exists; logs what it cannot delete. */
  void clean(Manifest newest) {
    try {
      CheckpointListing listing = store.listing();
      Set<CheckpointId> spared = deleteOld(listing, newest);
      for (CheckpointId id : listing.all()) {
        if (!spared.contains(id) && isLitter(id, listing, newest)) {
          delete(id, listing);
        }
      }
    } catch (IOException e) {
      LOG.warn("Old checkpoints stay in {}: {}", store, e.getMessage(), e);
    }
  }

  /** Returns those whose files are not litter: they are kept, or just deleted. */
  private Set<CheckpointId> deleteOld(CheckpointListing listing, Manifest newest)
      throws IOException {
    Set<CheckpointId> spared = new HashSet<>();
    int kept = 0;
    boolean bestKept = false;
    for (CheckpointId id : listing.withManifest()) {
      try {
        Manifest manifest = Manifest.read(store.files(), id);
        spared.add(id);
        if (!manifest.fingerprint().equals(newest.fingerprint())) {
          continue;
        }
        boolean best = manifest.state().best() && !bestKept;
        bestKept |= best;
        if (kept < toKeep) {
          kept++;
        } else if (!best) {
          delete(id, listing);
        }
      } catch (DamagedFileException e) {
        if (e.damage() == Damage.NEWER) {
          spared.add(id);
        }
      }
    }
    return spared;
  }

  /** A process of an earlier attempt may still write: what it writes is litter as well. */
  private static boolean isLitter(CheckpointId id, CheckpointListing listing, Manifest newest) {
    if (id.run() == newest.id().run()) {
      return id.attempt() < newest.id().attempt()
          || id.position().compareTo(newest.id().position()) < 0;
    }
    return listing.lastWritten(id) < newest.committed().minus(LITTER_AGE).toEpochMilli();
  }

  /** The manifest first: without one, whatever is left of a checkpoint does not exist. */
  private void delete(CheckpointId id, CheckpointListing listing) throws IOException {
    for (String name : listing.namesOf(id)) {
      store.files().delete(name);
    }
  }
}
