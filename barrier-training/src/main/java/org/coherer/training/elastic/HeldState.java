package org.coherer.training.elastic;

import java.util.ArrayList;
import java.util.List;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.OptimizerLayout;
import org.coherer.training.engine.OptimizerState;
import org.coherer.training.loop.OptimizerPosition;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.server.ServerPlan;
import org.coherer.training.server.Snapshot;
import org.coherer.training.sync.NotFinite;
import org.coherer.training.trainer.TrainingStart;
import org.coherer.training.vector.Chunk;
import org.coherer.training.vector.FlatVector;
import org.coherer.training.vector.PackedVector;

/** What servers hold, as runs before have left it and runs after take it over: as a whole. */
final class HeldState {

  private final ServerPlan servers;
  private final TrainingPlan plan;

  HeldState(TrainingPlan plan, ServerPlan servers) {
    this.plan = plan;
    this.servers = servers;
  }

  /** Returns how many parameters are NaN or infinite. */
  static long notFinite(Snapshot held) {
    return new NotFinite().countIn(held.parameters());
  }

  /** Returns what servers hold that begin with what a run starts from. */
  Snapshot begun(Snapshot drawn, TrainingStart start) {
    FlatVector parameters =
        start.parameters() == null ? drawn.parameters() : start.parameters();
    List<FlatVector> states = drawn.states();
    if (start.optimizerState() != null) {
      FlatVector whole = start.optimizerState().values().unpack();
      states = new ArrayList<>();
      for (List<Chunk> places : places(parameters.length())) {
        states.add(
            FlatVector.concat(
                places.stream().map(place -> place.of(whole)).toArray(FlatVector[]::new)));
      }
    }
    return new Snapshot(drawn.positions(), parameters, states);
  }

  /** Returns the optimizer's state for another run. */
  OptimizerState optimizerState(Snapshot held, OptimizerPosition before) {
    FlatVector whole = FlatVector.allocate(layout().stateLength());
    List<List<Chunk>> places = places(held.parameters().length());
    for (int server = 0; server < places.size(); server++) {
      FlatVector[] own =
          places.get(server).stream().map(place -> place.of(whole)).toArray(FlatVector[]::new);
      FlatVector.concat(own).copyFrom(held.states().get(server));
    }
    int epochs = held.positions().get(0).epoch();
    return new OptimizerState(
        new PackedVector(whole), before.steps() + held.version(), before.epochs() + epochs);
  }

  /** Returns where the state of each server lies in the whole. */
  private List<List<Chunk>> places(long parameters) {
    OptimizerLayout layout = layout();
    List<List<Chunk>> places = new ArrayList<>();
    for (int server = 0; server < servers.servers(); server++) {
      places.add(layout.stateOf(servers.partOf(server, parameters)));
    }
    return places;
  }

  private OptimizerLayout layout() {
    return Engines.of(plan.network().spec()).optimizerLayout(plan.replicaSettings());
  }
}
