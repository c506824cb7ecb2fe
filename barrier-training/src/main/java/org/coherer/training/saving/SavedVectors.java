package org.coherer.training.saving;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.coherer.training.checkpoint.RangeValues;
import org.coherer.training.checkpoint.format.StateVector;
import org.coherer.training.checkpoint.format.VectorRange;
import org.coherer.training.engine.OptimizerLayout;
import org.coherer.training.engine.Replica;
import org.coherer.training.vector.Chunk;
import org.coherer.training.loop.Copies;
import org.coherer.training.vector.FlatVector;

/**
 * Which elements of a run's vectors a rank saves, and which it needs to go on.
 *
 * <p>Every rank has all parameters, and saves a part of them. Of the optimizer's state it has, and
 * saves, that of its own part if the optimizer is sharded; else it has all and saves a part. The
 * copy of the best epoch's result is parameters, and state behind them if that is kept.
 *
 * @param replica the rank's
 * @param layout how the optimizer's whole state lies in memory
 * @param sharded the parameters that the rank has the state of; empty if it has all of it
 * @param rank its number
 * @param ranks how many there are
 */
record SavedVectors(
    Replica replica, OptimizerLayout layout, Optional<Chunk> sharded, int rank, int ranks) {

  /** The optimizer's state behind the best epoch's parameters. */
  private static final String BEST_OPTIMIZER = "best.optimizer";

  /** Returns the vectors that all ranks together save. */
  List<StateVector> all(Copies copies) {
    long parameters = replica.parameters().length();
    List<StateVector> vectors = new ArrayList<>();
    vectors.add(new StateVector(StateVector.PARAMETERS, parameters));
    vectors.add(new StateVector(StateVector.OPTIMIZER, layout.stateLength()));
    copies
        .best()
        .ifPresent(
        copy -> {
          vectors.add(new StateVector(StateVector.BEST, parameters));
          if (copy.length() > parameters) {
            vectors.add(new StateVector(BEST_OPTIMIZER, layout.stateLength()));
          }
        });
    return vectors;
  }

  /** Returns what this rank saves; the host has it. */
  List<RangeValues> mine(Copies copies) {
    List<RangeValues> slice = new ArrayList<>();
    slice.add(part(StateVector.PARAMETERS, replica.parameters().host()));
    slice.addAll(stateToSave(StateVector.OPTIMIZER, replica.optimizer().state().host()));
    copies
        .best()
        .ifPresent(
        copy -> {
          long parameters = replica.parameters().length();
          slice.add(part(StateVector.BEST, copy.slice(0, parameters)));
          if (copy.length() > parameters) {
            FlatVector state = copy.slice(parameters, copy.length() - parameters);
            slice.addAll(stateToSave(BEST_OPTIMIZER, state));
          }
        });
    return slice;
  }

  /** Returns how many floats this rank saves at most. */
  long length(boolean withBest) {
    long whole = replica.parameters().length() / ranks + 1;
    long state = replica.optimizer().state().length();
    long mine = sharded.isPresent() ? state : state / ranks + 1;
    return (whole + mine) * (withBest ? 2 : 1);
  }

  /** Returns what this rank needs, in the memory where it needs it. */
  List<RangeValues> needed(Copies copies) {
    List<RangeValues> targets = new ArrayList<>();
    targets.add(RangeValues.of(StateVector.PARAMETERS, replica.parameters().host()));
    targets.addAll(stateToHave(StateVector.OPTIMIZER, replica.optimizer().state().host()));
    copies
        .best()
        .ifPresent(
        copy -> {
          long parameters = replica.parameters().length();
          targets.add(RangeValues.of(StateVector.BEST, copy.slice(0, parameters)));
          if (copy.length() > parameters) {
            FlatVector state = copy.slice(parameters, copy.length() - parameters);
            targets.addAll(stateToHave(BEST_OPTIMIZER, state));
          }
        });
    return targets;
  }

  /** Returns memory for the copies that a checkpoint has. */
  Copies memoryFor(List<StateVector> saved) {
    if (saved.stream().noneMatch(vector -> vector.name().equals(StateVector.BEST))) {
      return Copies.NONE;
    }
    boolean state = saved.stream().anyMatch(vector -> vector.name().equals(BEST_OPTIMIZER));
    long behind = state ? replica.optimizer().state().length() : 0;
    return new Copies(
        Optional.of(FlatVector.allocate(replica.parameters().length() + behind)));
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
