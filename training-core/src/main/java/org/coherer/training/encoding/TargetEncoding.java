package org.coherer.training.encoding;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The targets of a network's outputs, and the labels that are stored for them with each row.
 *
 * <table>
 * <caption>Floats per row</caption>
 * <tr><th>encoding</th><th>labels, stored</th><th>targets, in a batch</th></tr>
 * <tr><td>{@link ClassIndex}</td><td>1: the index of the class</td><td>one-hot or smoothed, one for each class</td></tr>
 * <tr><td>{@link Levels}</td><td>1: the index of the level</td><td>for each level but the lowest, 1 if it is reached</td></tr>
 * <tr><td>{@link Values}</td><td>the values</td><td>the values</td></tr>
 * <tr><td>{@link Inputs}</td><td>none</td><td>the row's own input</td></tr>
 * <tr><td>{@link Joined}</td><td>the labels of its parts</td><td>the targets of its parts</td></tr>
 * </table>
 */
public sealed interface TargetEncoding extends Serializable {

  /** Returns the number of target floats per row. */
  int length();

  /** Returns the number of stored label floats per row. */
  int labels();

  /** Returns the scaling of the targets in a batch. */
  default Scaling scaling() {
    return Rescaling.NONE;
  }

  /** Returns the same without smoothing: what a network is measured by. */
  default TargetEncoding hard() {
    return this;
  }

  /** Returns the targets of the single outputs: several parts, or only this one. */
  default List<TargetEncoding> parts() {
    return List.of(this);
  }

  /**
   * The label is the index of a class; the target is one-hot, or smoothed: then each class has its
   * share of a part of the probability, and the label's has the rest as well.
   *
   * @param classes the number of classes
   * @param smoothing the part of the probability that all classes share alike; 0 for one-hot
   */
  record ClassIndex(int classes, double smoothing) implements TargetEncoding {

    /** Checks the numbers. */
    public ClassIndex {
      if (classes < 2) {
        throw new IllegalArgumentException(
            "Invalid number of classes " + classes + " (must be at least 2)");
      }
      if (!(smoothing >= 0 && smoothing < 1)) {
        throw new IllegalArgumentException(
            "Invalid labelSmoothing " + smoothing + " (must be in [0, 1))");
      }
    }

    /** Creates a one-hot encoding. */
    public ClassIndex(int classes) {
      this(classes, 0);
    }

    /** Returns the target of a class that is not the label's. */
    public float off() {
      return (float) (smoothing / classes);
    }

    /** Returns the target of the label's class. */
    public float on() {
      return (float) (1 - smoothing + smoothing / classes);
    }

    @Override
    public ClassIndex hard() {
      return new ClassIndex(classes);
    }

    @Override
    public int length() {
      return classes;
    }

    @Override
    public int labels() {
      return 1;
    }
  }

  /**
   * The label is the index of one of several levels, which have an order; the target has a 1 for
   * each level that is reached, but for the lowest, which always is.
   *
   * @param levels the number of levels
   */
  record Levels(int levels) implements TargetEncoding {

    /** Checks the number of levels. */
    public Levels {
      if (levels < 2) {
        throw new IllegalArgumentException(
            "Invalid number of levels " + levels + " (must be at least 2)");
      }
    }

    @Override
    public int length() {
      return levels - 1;
    }

    @Override
    public int labels() {
      return 1;
    }
  }

  /** Which values a target can have. */
  enum Domain {
    /** All numbers. */
    NUMBERS("must be a number"),
    /** What an event can be counted by, or its rate: 0 and all above. */
    COUNTS("must be at least 0"),
    /** 0, or 1 where a row has the label. */
    LABELS("must be 0 or 1");

    private final String constraint;

    Domain(String constraint) {
      this.constraint = constraint;
    }

    /** Returns what a value must be, for messages. */
    public String constraint() {
      return constraint;
    }

    /** Returns whether a finite number is one of the values. */
    public boolean has(double value) {
      return switch (this) {
        case NUMBERS -> true;
        case COUNTS -> value >= 0;
        case LABELS -> value == 0 || value == 1;
      };
    }
  }

  /**
   * The labels themselves are the target.
   *
   * @param count the number of values
   * @param scaling the scaling of the values in a batch
   * @param domain which values there can be. Counts can be scaled, though not moved; labels cannot
   */
  record Values(int count, Scaling scaling, Domain domain) implements TargetEncoding {

    /** Checks the number of values. */
    public Values {
      scaling.checkLength(count);
      boolean moved = IntStream.range(0, count).anyMatch(i -> scaling.invert(i, 0) != 0);
      if ((domain == Domain.LABELS && !scaling.isIdentity())
          || (domain == Domain.COUNTS && moved)) {
        throw new IllegalArgumentException(
            "Invalid scaling "
                + scaling
                + " (must leave counts of 0, and all labels, as they are)");
      }
      if (count < 1) {
        throw new IllegalArgumentException(
            "Invalid number of values " + count + " (must be at least 1)");
      }
    }

    /** Takes any numbers, and scales them. */
    public Values(int count, Scaling scaling) {
      this(count, scaling, Domain.NUMBERS);
    }

    /** Takes the values as they are. */
    public Values(int count) {
      this(count, Rescaling.NONE);
    }

    /** Takes the values of a domain as they are. */
    public Values(int count, Domain domain) {
      this(count, Rescaling.NONE, domain);
    }

    @Override
    public int length() {
      return count;
    }

    @Override
    public int labels() {
      return count;
    }
  }

  /**
   * The target is the row's own input after rescaling: for autoencoders.
   *
   * @param length the number of input floats per row
   */
  record Inputs(int length) implements TargetEncoding {

    /** Checks the length. */
    public Inputs {
      if (length < 1) {
        throw new IllegalArgumentException(
            "Invalid number of inputs " + length + " (must be at least 1)");
      }
    }

    @Override
    public int labels() {
      return 0;
    }
  }

  /**
   * The targets of several outputs, concatenated; the labels are concatenated likewise.
   *
   * @param names the names of the outputs
   * @param parts one per output, none of them joined itself
   */
  record Joined(List<String> names, List<TargetEncoding> parts) implements TargetEncoding {

    /** Copies the lists and checks that they match. */
    public Joined {
      names = List.copyOf(names);
      parts = List.copyOf(parts);
      if (parts.isEmpty() || names.size() != parts.size()) {
        throw new IllegalArgumentException(
            "Invalid targets: "
                + parts.size()
                + " for the outputs "
                + names
                + " (must be one each)");
      }
      if (new HashSet<>(names).size() < names.size()) {
        throw new IllegalArgumentException(
            "Invalid names of outputs " + names + " (must differ from each other)");
      }
      if (parts.stream().anyMatch(Joined.class::isInstance)) {
        throw new IllegalArgumentException(
            "Invalid targets: one is itself joined (join all in one list)");
      }
    }

    /** Joins targets of outputs that are named by their numbers, from 0 on. */
    public Joined(List<TargetEncoding> parts) {
      this(IntStream.range(0, parts.size()).mapToObj(Integer::toString).toList(), parts);
    }

    @Override
    public Joined hard() {
      return new Joined(names, parts.stream().map(TargetEncoding::hard).toList());
    }

    @Override
    public int length() {
      return parts.stream().mapToInt(TargetEncoding::length).reduce(0, Math::addExact);
    }

    @Override
    public int labels() {
      return parts.stream().mapToInt(TargetEncoding::labels).reduce(0, Math::addExact);
    }
  }
}
