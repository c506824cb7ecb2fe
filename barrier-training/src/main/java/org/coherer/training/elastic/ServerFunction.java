package org.coherer.training.elastic;

import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.function.VoidFunction;
import org.coherer.training.embedding.table.MemoryBudget;
import org.coherer.training.engine.Engines;
import org.coherer.training.engine.Replica;
import org.coherer.training.rpc.RequestHandler;
import org.coherer.training.rpc.RequestServer;
import org.coherer.training.server.HeldRows;
import org.coherer.training.server.ParameterServer;
import org.coherer.training.server.rows.ServerOfBoth;
import org.coherer.training.server.rows.TableServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The function of a server's task: one parameter server, from its registration to the run's end.
 */
final class ServerFunction implements VoidFunction<Iterator<Integer>> {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ServerFunction.class);

  /** How often a server looks whether a wait has lasted long enough. */
  private static final long PERIOD_MILLIS = 100;

  private final ElasticTask task;

  ServerFunction(ElasticTask task) {
    this.task = task;
  }

  @Override
  public void call(Iterator<Integer> numbers) {
    numbers.forEachRemaining(this::serve);
  }

  private void serve(int number) {
    if (task.tables().isEmpty()) {
      serve(number, HeldRows.NONE, server -> server);
      return;
    }
    try (TableServer tables =
        new TableServer(
            number,
            task.servers().servers(),
            task.tables(),
            task.servers().consistency().isSynchronous(),
            new MemoryBudget(task.servers().tables().memoryBytes()),
            task.folder())) {
      serve(number, tables.held(), server -> new ServerOfBoth(server, tables));
    }
  }

  private void serve(int number, HeldRows rows, UnaryOperator<RequestHandler> all) {
    Replica replica = Engines.of(task.plan().network().spec()).open(task.plan().replicaSettings());
    try (ParameterServer server =
            new ParameterServer(
                task.servers(),
                number,
                task.plan(),
                task.before(),
                replica,
                rows,
                task.plan().transport().timeouts().slots());
        RequestServer listening = Channels.listen(task.settings(number), all.apply(server));
        CoordinatorClient coordinator = Channels.coordinator(task, number)) {
      LOG.info("Parameter server {} listens at {}:{}", number, listening.host(), listening.port());
      awaitEnd(server, coordinator.register(new ServerAddress(listening.host(), listening.port())));
    }
  }

  private static void awaitEnd(ParameterServer server, CompletableFuture<Long> end) {
    while (true) {
      try {
        end.get(PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        server.tick();
      } catch (ExecutionException e) {
        throw new IllegalStateException("The driver is lost, or has refused this server", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
