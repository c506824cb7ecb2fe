package org.coherer.training.saving;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.coherer.training.checkpoint.RangeValues;
import org.coherer.training.checkpoint.format.StateVector;
import org.coherer.training.engine.Replica;
import org.coherer.training.loop.Copies;
import org.coherer.training.vector.FlatVector;

/**
 * Which elements of a run's vectors a rank saves, and which it needs to go on.
 *
 * <p>Every rank has all parameters, and saves a part of them; so it is with the velocity of an
 * outer optimizer. Of the optimizer's state it has, and saves, its share. A copy of an earlier
 * state is parameters, and state behind them if it has that.
 *
 * @param replica the rank's
 * @param share what it has of the optimizer's state
 * @param rank its number
 * @param ranks how many there are
 */
record SavedVectors(Replica replica, StateShare share, int rank, int ranks) {

  /** Behind the name of a copy: that of the optimizer's state behind its parameters. */
  private static final String ITS_OPTIMIZER = ".optimizer";

  /** A copy and its name. */
  private record Named(String name, FlatVector copy) {}

  private static List<Named> named(Copies copies) {
    List<Named> all = new ArrayList<>();
    copies.best().ifPresent(copy -> all.add(new Named(StateVector.BEST, copy)));
    copies.good().ifPresent(copy -> all.add(new Named(StateVector.GOOD, copy)));
    copies.velocity().ifPresent(copy -> all.add(new Named(StateVector.VELOCITY, copy)));
    return all;
  }

  /** Returns the vectors that all ranks together save. */
  List<StateVector> all(Copies copies) {
    long parameters = replica.parameters().length();
    List<StateVector> vectors = new ArrayList<>();
    vectors.add(new StateVector(StateVector.PARAMETERS, parameters));
    vectors.add(new StateVector(StateVector.OPTIMIZER, share.total()));
    for (Named each : named(copies)) {
      vectors.add(new StateVector(each.name(), parameters));
      if (each.copy().length() > parameters) {
        vectors.add(new StateVector(each.name() + ITS_OPTIMIZER, share.total()));
      }
    }
    return vectors;
  }

  /** Returns what this rank saves; the host has it. */
  List<RangeValues> mine(Copies copies) {
    List<RangeValues> slice = new ArrayList<>();
    slice.add(part(StateVector.PARAMETERS, replica.parameters().host()));
    slice.addAll(share.toSave(StateVector.OPTIMIZER, replica.optimizer().state().host()));
    for (Named each : named(copies)) {
      slice.add(part(each.name(), parametersOf(each.copy())));
      stateOf(each.copy())
          .ifPresent(state -> slice.addAll(share.toSave(each.name() + ITS_OPTIMIZER, state)));
    }
    return slice;
  }

  private FlatVector parametersOf(FlatVector copy) {
    return copy.slice(0, replica.parameters().length());
  }

  private Optional<FlatVector> stateOf(FlatVector copy) {
    long parameters = replica.parameters().length();
    return copy.length() > parameters
        ? Optional.of(copy.slice(parameters, copy.length() - parameters))
        : Optional.empty();
  }

  /**
   * Returns how many floats this rank saves at most.
   *
   * @param copies how many copies of earlier states there may be
   * @param velocity whether there may be the velocity of an outer optimizer
   */
  long length(int copies, boolean velocity) {
    long whole = replica.parameters().length() / ranks + 1;
    return (whole + share.saved()) * (1 + copies) + (velocity ? whole : 0);
  }

  /**
   * Returns what this rank needs, in the memory where it needs it.
   *
   * @param saved what a checkpoint has
   */
  List<RangeValues> needed(Copies copies, List<StateVector> saved) {
    Map<String, Long> lengths = lengths(saved);
    Function<String, Long> total = name -> lengths.getOrDefault(name, 0L);
    List<RangeValues> targets = new ArrayList<>();
    targets.add(RangeValues.of(StateVector.PARAMETERS, replica.parameters().host()));
    FlatVector now = replica.optimizer().state().host();
    String optimizer = StateVector.OPTIMIZER;
    targets.addAll(share.toHave(optimizer, now, total.apply(optimizer)));
    for (Named each : named(copies)) {
      String behind = each.name() + ITS_OPTIMIZER;
      targets.add(RangeValues.of(each.name(), parametersOf(each.copy())));
      stateOf(each.copy())
          .ifPresent(state -> targets.addAll(share.toHave(behind, state, total.apply(behind))));
    }
    return targets;
  }

  private static Map<String, Long> lengths(List<StateVector> saved) {
    return saved.stream().collect(Collectors.toMap(StateVector::name, StateVector::length));
  }

  /** Returns memory for the copies that a checkpoint has. */
  Copies memoryFor(List<StateVector> saved) {
    Map<String, Long> lengths = lengths(saved);
    return new Copies(
        memoryFor(StateVector.BEST, lengths),
        memoryFor(StateVector.GOOD, lengths),
        memoryFor(StateVector.VELOCITY, lengths));
  }

  private Optional<FlatVector> memoryFor(String copy, Map<String, Long> saved) {
    if (!saved.containsKey(copy)) {
      return Optional.empty();
    }
    boolean state = saved.containsKey(copy + ITS_OPTIMIZER);
    long behind = state ? replica.optimizer().state().length() : 0;
    return Optional.of(FlatVector.allocate(replica.parameters().length() + behind));
  }

  private RangeValues part(String vector, FlatVector whole) {
    return RangeValues.part(vector, whole, rank, ranks);
  }
}
