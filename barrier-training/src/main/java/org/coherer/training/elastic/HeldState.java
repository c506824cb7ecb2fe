package org.coherer.training.elastic;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.OptimizerLayout;
import org.coherer.training.engine.OptimizerState;
import org.coherer.training.loop.OptimizerPosition;
import org.coherer.training.plan.ServerPlan;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.server.Parts;
import org.coherer.training.server.ServerPosition;
import org.coherer.training.server.Snapshot;
import org.coherer.training.server.Tally;
import org.coherer.training.sync.NotFinite;
import org.coherer.training.trainer.TrainingStart;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;
import org.coherer.training.vector.PackedVector;

/** What servers hold, as runs before have left it and runs after take it over: as a whole. */
final class HeldState {

  private final ServerPlan servers;
  private final OptimizerLayout layout;

  HeldState(TrainingPlan plan, ServerPlan servers) {
    this.servers = servers;
    this.layout = Engines.of(plan.network().spec()).optimizerLayout(plan.replicaSettings());
  }

  /** Returns how many parameters are NaN or infinite. */
  static long notFinite(Snapshot held) {
    return new NotFinite().countIn(held.parameters());
  }

  /** Returns what servers hold that begin with what a run starts from. */
  Snapshot begun(Snapshot drawn, TrainingStart start) {
    FlatVector parameters = start.parameters() == null ? drawn.parameters() : start.parameters();
    List<FlatVector> states =
        start.optimizerState() == null
            ? drawn.states()
            : shared(start.optimizerState().values().unpack(), parameters.length());
    return new Snapshot(drawn.positions(), parameters, states, RunTables.begin(start));
  }

  /**
   * Returns what servers hold after some epochs.
   *
   * @param drawn what they hold before the first one
   * @param state the optimizer's state as a whole
   */
  Snapshot after(
      int epochs, long updatesPerEpoch, Snapshot drawn, FlatVector parameters, FlatVector state) {
    List<ServerPosition> positions =
        drawn.positions().stream()
            .map(
                each ->
                    new ServerPosition(
                        each.parameters(),
                        each.state(),
                        epochs * updatesPerEpoch,
                        epochs,
                        Tally.EMPTY,
                        Double.NaN,
                        new TreeMap<>()))
            .toList();
    return new Snapshot(positions, parameters, shared(state, parameters.length()), null);
  }

  /** Returns the optimizer's state for another run. */
  OptimizerState optimizerState(Snapshot held, OptimizerPosition before) {
    int epochs = held.positions().get(0).epoch();
    return new OptimizerState(
        new PackedVector(whole(held)), before.steps() + held.version(), before.epochs() + epochs);
  }

  /** Returns the optimizer's state as a whole. */
  FlatVector whole(Snapshot held) {
    FlatVector whole = FlatVector.allocate(layout.stateLength());
    for (int server = 0; server < servers.servers(); server++) {
      partOf(whole, server, held.parameters().length()).copyFrom(held.states().get(server));
    }
    return whole;
  }

  private List<FlatVector> shared(FlatVector whole, long parameters) {
    List<FlatVector> states = new ArrayList<>();
    for (int server = 0; server < servers.servers(); server++) {
      states.add(partOf(whole, server, parameters));
    }
    return states;
  }

  /** Returns what one server has of the whole, which it aliases. */
  private FlatVector partOf(FlatVector whole, int server, long parameters) {
    List<Chunk> places = layout.stateOf(Parts.of(servers, server, parameters));
    return FlatVector.concat(
        places.stream().map(place -> place.of(whole)).toArray(FlatVector[]::new));
  }
}
