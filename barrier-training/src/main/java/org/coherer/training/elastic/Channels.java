package org.coherer.training.elastic;

import org.coherer.training.job.RunEntry;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.rpc.RequestClient;
import org.coherer.training.rpc.RequestHandler;
import org.coherer.training.rpc.RequestServer;
import org.coherer.training.rpc.channel.RequestChannels;
import org.coherer.training.transport.TransportSettings;

/** Opens the channels between driver, servers and workers. */
final class Channels {

  /** Stands for the driver among the numbers of servers and workers. */
  private static final int DRIVER = Integer.MAX_VALUE;

  private Channels() {}

  /** Has a parameter server listen. */
  static RequestServer listen(TransportSettings settings, RequestHandler server) {
    return RequestChannels.listen(settings, server);
  }

  /** Has the coordinator listen, on the driver. */
  static RequestServer listen(
      TrainingPlan plan, RunEntry entry, String host, Coordinator coordinator) {
    return RequestChannels.listen(ElasticTask.settings(plan, entry, DRIVER, host), coordinator);
  }

  /** Connects a task to the coordinator. */
  static CoordinatorClient coordinator(ElasticTask task, int number) {
    ElasticTask.Coordinates there = task.coordinator();
    return new CoordinatorClient(
        RequestChannels.connect(task.settings(number), there.host(), there.port(), DRIVER));
  }

  /** Connects a worker to a server. */
  static RequestClient connect(TransportSettings settings, ServerAddress address, int server) {
    return RequestChannels.connect(settings, address.host(), address.port(), server);
  }

  /** Connects the driver to a server. */
  static RequestClient fromDriver(ElasticTask task, ServerAddress address, int server) {
    return connect(task.settings(DRIVER), address, server);
  }
}
