package org.coherer.training.saving;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.coherer.training.checkpoint.RangeValues;
import org.coherer.training.checkpoint.format.StateVector;
import org.coherer.training.checkpoint.format.VectorRange;
import org.coherer.training.engine.OptimizerLayout;
import org.coherer.training.engine.Replica;
import org.coherer.training.loop.Copies;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/**
 * Which elements of a run's vectors a rank saves, and which it needs to go on.
 *
 * <p>Every rank has all parameters, and saves a part of them. Of the optimizer's state it has, and
 * saves, that of its own part if the optimizer is sharded; else it has all and saves a part. A copy
 * of an earlier state is parameters, and state behind them if it has that.
 *
 * @param replica the rank's
 * @param layout how the optimizer's whole state lies in memory
 * @param sharded the parameters that the rank has the state of; empty if it has all of it
 * @param rank its number
 * @param ranks how many there are
 */
record SavedVectors(
    Replica replica, OptimizerLayout layout, Optional<Chunk> sharded, int rank, int ranks) {

  /** Behind the name of a copy: that of the optimizer's state behind its parameters. */
  private static final String ITS_OPTIMIZER = ".optimizer";

  /** A copy and its name. */
  private record Named(String name, FlatVector copy) {}

  private static List<Named> named(Copies copies) {
    List<Named> all = new ArrayList<>();
    copies.best().ifPresent(copy -> all.add(new Named(StateVector.BEST, copy)));
    copies.good().ifPresent(copy -> all.add(new Named(StateVector.GOOD, copy)));
    return all;
  }

  /** Returns the vectors that all ranks together save. */
  List<StateVector> all(Copies copies) {
    long parameters = replica.parameters().length();
    List<StateVector> vectors = new ArrayList<>();
    vectors.add(new StateVector(StateVector.PARAMETERS, parameters));
    vectors.add(new StateVector(StateVector.OPTIMIZER, layout.stateLength()));
    for (Named each : named(copies)) {
      vectors.add(new StateVector(each.name(), parameters));
      if (each.copy().length() > parameters) {
        vectors.add(new StateVector(each.name() + ITS_OPTIMIZER, layout.stateLength()));
      }
    }
    return vectors;
  }

  /** Returns what this rank saves; the host has it. */
  List<RangeValues> mine(Copies copies) {
    List<RangeValues> slice = new ArrayList<>();
    slice.add(part(StateVector.PARAMETERS, replica.parameters().host()));
    slice.addAll(stateToSave(StateVector.OPTIMIZER, replica.optimizer().state().host()));
    for (Named each : named(copies)) {
      slice.add(part(each.name(), parametersOf(each.copy())));
      stateOf(each.copy())
          .ifPresent(state -> slice.addAll(stateToSave(each.name() + ITS_OPTIMIZER, state)));
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
   */
  long length(int copies) {
    long whole = replica.parameters().length() / ranks + 1;
    long state = replica.optimizer().state().length();
    long mine = sharded.isPresent() ? state : state / ranks + 1;
    return (whole + mine) * (1 + copies);
  }

  /** Returns what this rank needs, in the memory where it needs it. */
  List<RangeValues> needed(Copies copies) {
    List<RangeValues> targets = new ArrayList<>();
    targets.add(RangeValues.of(StateVector.PARAMETERS, replica.parameters().host()));
    targets.addAll(stateToHave(StateVector.OPTIMIZER, replica.optimizer().state().host()));
    for (Named each : named(copies)) {
      targets.add(RangeValues.of(each.name(), parametersOf(each.copy())));
      stateOf(each.copy())
          .ifPresent(state -> targets.addAll(stateToHave(each.name() + ITS_OPTIMIZER, state)));
    }
    return targets;
  }

  /** Returns memory for the copies that a checkpoint has. */
  Copies memoryFor(List<StateVector> saved) {
    Set<String> names = saved.stream().map(StateVector::name).collect(Collectors.toSet());
    return new Copies(memoryFor(StateVector.BEST, names), memoryFor(StateVector.GOOD, names));
  }

  private Optional<FlatVector> memoryFor(String copy, Set<String> saved) {
    if (!saved.contains(copy)) {
      return Optional.empty();
    }
    boolean state = saved.contains(copy + ITS_OPTIMIZER);
    long behind = state ? replica.optimizer().state().length() : 0;
    return Optional.of(FlatVector.allocate(replica.parameters().length() + behind));
  }

  private RangeValues part(String vector, FlatVector whole) {
    return RangeValues.part(vector, whole, rank, ranks);
  }

  private List<RangeValues> stateToSave(String vector, FlatVector state) {
    return sharded.isPresent() ? pieces(vector, state) : List.of(part(vector, state));
  }

  private List<RangeValues> stateToHave(String vector, FlatVector state) {
    return sharded.isPresent() ? pieces(vector, state) : List.of(RangeValues.of(vector, state));
  }

  private List<RangeValues> pieces(String vector, FlatVector state) {
    List<RangeValues> pieces = new ArrayList<>();
    long at = 0;
    for (Chunk place : layout.stateOf(sharded.orElseThrow())) {
      FlatVector values = state.slice(at, place.length());
      pieces.add(new RangeValues(new VectorRange(vector, place), values));
      at += place.length();
    }
    return pieces;
  }
}
