package org.coherer.training.checkpoint;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.checkpoint.format.CheckpointId;
import org.coherer.training.checkpoint.format.CheckpointState;
import org.coherer.training.checkpoint.format.VectorRange;
import org.coherer.training.vector.FlatVector;

/** A rank's copy of its slice, in memory that is used again for every checkpoint. */
final class Snapshot {

  private FlatVector memory;
  private CheckpointId id;
  private CheckpointState state;
  private List<VectorRange> ranges = List.of();

  /** Takes memory for so many floats; more is taken when it is needed. */
  Snapshot(long floats) {
    memory = FlatVector.allocate(floats);
  }

  /** Replaces what it holds by a copy. */
  void take(CheckpointId newId, CheckpointState newState, List<RangeValues> values) {
    long floats = values.stream().mapToLong(value -> value.values().length()).sum();
    if (memory.length() < floats) {
      memory = FlatVector.allocate(floats);
    }
    long at = 0;
    for (RangeValues value : values) {
      memory.slice(at, value.values().length()).copyFrom(value.values());
      at += value.values().length();
    }
    id = newId;
    state = newState;
    ranges = values.stream().map(RangeValues::range).toList();
  }

  CheckpointId id() {
    return id;
  }

  CheckpointState state() {
    return state;
  }

  List<VectorRange> ranges() {
    return ranges;
  }

  /** Returns the copies of the ranges. */
  List<FlatVector> values() {
    List<FlatVector> values = new ArrayList<>();
    long at = 0;
    for (VectorRange range : ranges) {
      values.add(memory.slice(at, range.chunk().length()));
      at += range.chunk().length();
    }
    return values;
  }
}
