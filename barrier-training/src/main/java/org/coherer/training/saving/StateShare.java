package org.coherer.training.saving;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.checkpoint.RangeValues;
import org.coherer.training.checkpoint.format.VectorRange;
import org.coherer.training.engine.OptimizerLayout;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;

/** What a rank has of the optimizer's state, and where that lies in the state of all ranks. */
sealed interface StateShare {

  /** Returns how many floats all ranks save. */
  long total();

  /** Returns how many floats of it this rank saves at most. */
  long saved();

  /** Returns what this rank saves of its state. */
  List<RangeValues> toSave(String vector, FlatVector state);

  /**
   * Returns what this rank needs.
   *
   * @param total how many floats a checkpoint has
   */
  List<RangeValues> toHave(String vector, FlatVector state, long total);

  /** All of it, as every rank: each saves a part. */
  record Whole(long total, int rank, int ranks) implements StateShare {
    @Override
    public long saved() {
      return total / ranks + 1;
    }

    @Override
    public List<RangeValues> toSave(String vector, FlatVector state) {
      return List.of(RangeValues.part(vector, state, rank, ranks));
    }

    @Override
    public List<RangeValues> toHave(String vector, FlatVector state, long all) {
      return List.of(RangeValues.of(vector, state));
    }
  }

  /**
   * That of a part of the parameters.
   *
   * @param part those parameters
   */
  record Part(OptimizerLayout layout, Chunk part) implements StateShare {
    @Override
    public long total() {
      return layout.stateLength();
    }

    @Override
    public long saved() {
      return layout.stateOf(part).stream().mapToLong(Chunk::length).sum();
    }

    @Override
    public List<RangeValues> toSave(String vector, FlatVector state) {
      List<RangeValues> pieces = new ArrayList<>();
      long at = 0;
      for (Chunk place : layout.stateOf(part)) {
        FlatVector values = state.slice(at, place.length());
        pieces.add(new RangeValues(new VectorRange(vector, place), values));
        at += place.length();
      }
      return pieces;
    }

    @Override
    public List<RangeValues> toHave(String vector, FlatVector state, long all) {
      return toSave(vector, state);
    }
  }

  /**
   * One of its own, behind those of the ranks before it. Of a checkpoint with fewer ranks, some
   * ranks have the same one.
   *
   * @param length how long each is
   */
  record Own(long length, int rank, int ranks) implements StateShare {
    @Override
    public long total() {
      return length * ranks;
    }

    @Override
    public long saved() {
      return length;
    }

    @Override
    public List<RangeValues> toSave(String vector, FlatVector state) {
      return List.of(at(vector, state, rank));
    }

    @Override
    public List<RangeValues> toHave(String vector, FlatVector state, long all) {
      long there = length == 0 ? ranks : all / length;
      return List.of(at(vector, state, rank % there));
    }

    private RangeValues at(String vector, FlatVector state, long place) {
      return new RangeValues(VectorRange.of(vector, place * length, length), state);
    }
  }
}
