package org.coherer.training.engine;

import java.util.List;
import org.coherer.training.vector.FlatVector;

/**
 * A vector of an engine as the host sees it. The engine computes with its own copy, which may lie
 * on a device; the host's copy is what collectives, files and clipping read and write.
 *
 * <table>
 * <caption>Which copy counts</caption>
 * <tr><th>after</th><th>the vector is in</th><th>and the other copy</th></tr>
 * <tr><td>the engine has changed it: opening, a pass (gradients), a step (parameters, state)</td>
 * <td>the engine</td><td>is undefined until {@link #pull}</td></tr>
 * <tr><td>{@link #pull} or {@link #push}</td><td>both</td><td></td></tr>
 * <tr><td>somebody has written to {@link #host}</td><td>the host</td><td>is out of date until
 * {@link #push}</td></tr>
 * </table>
 *
 * <p>Whoever reads the host's copy pulls first, unless the engine has announced those elements to a
 * {@link GradientListener}; whoever writes to it pushes before the engine is used again. Nothing is
 * copied otherwise. An engine on the host has one copy only (see {@link #of}); then both calls do
 * nothing.
 *
 * <p>{@code pull} and {@code push} are called on the thread that uses the replica, never during a
 * pass or a step. Another thread may read and write gradients on the host from their announcement
 * until the next {@code push}: a pass does not touch again what it has announced.
 */
public interface HostMirror {

  /**
   * Returns the host's copy: always the same memory, valid until the replica is closed. Copies
   * nothing.
   */
  FlatVector host();

  /** Sets the host's copy to the engine's. */
  void pull();

  /** Sets the engine's copy to the host's. */
  void push();

  /** Returns the number of elements. */
  default long length() {
    return host().length();
  }

  /** Returns the mirror of a vector that the engine itself computes with: there is one copy. */
  static HostMirror of(FlatVector vector) {
    return new AliasingMirror(vector);
  }

  /** Returns one mirror for several, one behind the other. */
  static HostMirror concat(HostMirror... mirrors) {
    return new JoinedMirror(List.of(mirrors));
  }
}
