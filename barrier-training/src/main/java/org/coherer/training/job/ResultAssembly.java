package org.coherer.training.job;

import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.Iterator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.coherer.training.engine.OptimizerState;
import org.coherer.training.loop.OptimizerPosition;
import org.coherer.training.loop.TrainingDivergedException;
import org.coherer.training.trainer.JavaBytes;
import org.coherer.training.trainer.TrainingResult;
import org.coherer.training.vector.FlatVector;
import org.coherer.training.vector.PackedVector;

/**
 * Puts the result of a run together from its parts.
 *
 * @param parameters how many parameters there are
 * @param state how many numbers of optimizer state there are; -1 if it is not kept
 */
record ResultAssembly(long parameters, long state) {

  /** Of parameters alone. */
  ResultAssembly(long parameters) {
    this(parameters, -1);
  }

  /** Returns one of the optimizer's state, too. */
  ResultAssembly withState(long length) {
    return new ResultAssembly(parameters, length);
  }

  /** Returns how many numbers there are in all. */
  long numbers() {
    return parameters + Math.max(0, state);
  }

  /**
   * Returns the result.
   *
   * @param parts the bytes of all of them, in any order
   * @throws TrainingDivergedException if training had to stop
   */
  TrainingResult of(Iterator<byte[]> parts) {
    SortedMap<Integer, byte[]> pieces = new TreeMap<>();
    FlatVector all = FlatVector.allocate(numbers());
    while (parts.hasNext()) {
      ResultPart part = JavaBytes.read(parts.next(), ResultPart.class);
      if (part instanceof ResultPart.Values values) {
        values.copyInto(all);
      } else {
        ResultPart.EndingPiece piece = (ResultPart.EndingPiece) part;
        pieces.put(piece.number(), piece.bytes());
      }
    }
    RunEnding ending = ending(pieces.values());
    if (ending.divergence() != null) {
      throw new TrainingDivergedException(ending.divergence());
    }
    return new TrainingResult(
        all.slice(0, parameters),
        state < 0 ? null : state(all, ending.position()),
        ending.history(),
        ending.calibration());
  }

  private static RunEnding ending(Collection<byte[]> pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    pieces.forEach(all::writeBytes);
    if (all.size() == 0) {
      throw new IllegalStateException("Rank 0 has not said how the run ended");
    }
    return JavaBytes.read(all.toByteArray(), RunEnding.class);
  }

  private OptimizerState state(FlatVector all, OptimizerPosition position) {
    PackedVector values = new PackedVector(all.slice(parameters, state));
    return new OptimizerState(values, position.steps(), position.epochs());
  }
}
