package org.coherer.training.data;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the outputs of a network are compared with, and what is stored of it with each row.
 *
 * <table>
 * <caption>Floats per row</caption>
 * <tr><th>encoding</th><th>labels, stored</th><th>targets, in a batch</th></tr>
 * <tr><td>{@link ClassIndex}</td><td>1: the index of the class</td><td>one-hot, one for each class</td></tr>
 * <tr><td>{@link Values}</td><td>the values</td><td>the values</td></tr>
 * <tr><td>{@link Inputs}</td><td>none</td><td>the row's own input</td></tr>
 * <tr><td>{@link Joined}</td><td>those of its parts</td><td>those of its parts</td></tr>
 * </table>
 */
public sealed interface TargetEncoding extends Serializable {

  /** Returns the floats per row of the target. */
  int length();

  /** Returns the floats per row that are stored. */
  int labels();

  /** Returns what the outputs are compared with, one by one: several parts, or this alone. */
  default List<TargetEncoding> parts() {
    return List.of(this);
  }

  /**
   * The label is the index of a class; the target is one-hot.
   *
   * @param classes the number of classes
   */
  record ClassIndex(int classes) implements TargetEncoding {

    /** Checks the number of classes. */
    public ClassIndex {
      if (classes < 2) {
        throw new IllegalArgumentException(
            "Invalid number of classes " + classes + " (must be at least 2)");
      }
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
   * The labels themselves are the target.
   *
   * @param count how many there are
   */
  record Values(int count) implements TargetEncoding {

    /** Checks the number of values. */
    public Values {
      if (count < 1) {
        throw new IllegalArgumentException(
            "Invalid number of values " + count + " (must be at least 1)");
      }
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
   * The target is the row's own input, as the network gets it, after rescaling: for autoencoders.
   *
   * @param length the floats per row of all inputs
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
   * The targets of several outputs, one behind the other, and so are the labels.
   *
   * @param names what the outputs are called
   * @param parts one for each, none of them joined itself
   */
  record Joined(List<String> names, List<TargetEncoding> parts) implements TargetEncoding {

    /** Copies the lists, and checks that they fit each other. */
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
            "Invalid targets: one is joined itself (join all in one list)");
      }
    }

    /** Creates one for outputs that are numbered from 0 on. */
    public Joined(List<TargetEncoding> parts) {
      this(IntStream.range(0, parts.size()).mapToObj(Integer::toString).toList(), parts);
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
