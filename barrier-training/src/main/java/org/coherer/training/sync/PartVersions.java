package org.coherer.training.sync;

/**
 * Which values a rank has of its part of the parameters and of the optimizer's state. Every update
 * leads to a new version, the same on all ranks; a run that goes back has an old one again.
 *
 * @param lineage the attempt that has numbered them: versions of different ones are not compared
 * @param current that of the replica
 * @param last the newest so far
 * @param good that which the run goes back to; {@link #NONE} if there is none
 * @param best that of the best epoch's result; {@link #NONE} if the state is no part of it
 */
public record PartVersions(long lineage, long current, long last, long good, long best) {

  /** Stands for no version. */
  public static final long NONE = -1;

  /** Returns those of a run that begins. */
  public static PartVersions first(long lineage) {
    return new PartVersions(lineage, 0, 0, NONE, NONE);
  }

  /** Returns the same versions, as another attempt numbers them. */
  public PartVersions in(long newLineage) {
    return new PartVersions(newLineage, current, last, good, best);
  }

  /** Returns those after another update. */
  PartVersions updated() {
    return new PartVersions(lineage, last + 1, last + 1, good, best);
  }

  /** Returns those after the current one was kept. */
  PartVersions kept(PartCopies.Mark mark) {
    return with(mark, current);
  }

  /** Returns those after one was found that nobody has numbered. */
  PartVersions found(PartCopies.Mark mark) {
    return new PartVersions(lineage, current, last + 1, good, best).with(mark, last + 1);
  }

  /** Returns those of a run that has gone back. */
  PartVersions back(PartCopies.Mark mark) {
    return new PartVersions(lineage, of(mark), last, good, best);
  }

  /** Returns one that is kept. */
  public long of(PartCopies.Mark mark) {
    return mark == PartCopies.Mark.GOOD ? good : best;
  }

  private PartVersions with(PartCopies.Mark mark, long version) {
    return mark == PartCopies.Mark.GOOD
        ? new PartVersions(lineage, current, last, version, best)
        : new PartVersions(lineage, current, last, good, version);
  }
}
