package org.coherer.benchmarks.ps;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.coherer.benchmarks.process.Request;
import org.coherer.benchmarks.process.Worker;
import org.coherer.benchmarks.process.WorkerLoop;
import org.coherer.training.embedding.EmbeddingSpec;
import org.coherer.training.embedding.RowInitializer;
import org.coherer.training.embedding.RowOptimizer;
import org.coherer.training.embedding.table.EmbeddingTable;
import org.coherer.training.embedding.table.MemoryBudget;
import org.coherer.training.rpc.RequestClient;
import org.coherer.training.rpc.RequestServer;
import org.coherer.training.rpc.channel.RequestChannels;
import org.coherer.training.server.rows.RowServer;

/** A process that has a server of rows, or a client. */
final class RowsWorker implements Worker {

  /** The rows of each table; all are stored before anything is measured. */
  static final int ROWS = 1_000_000;

  /** The learning rate, by which the first push of a row changes each of its numbers. */
  static final float RATE = 0.05f;

  /** The servers; the client is the process after them. */
  static final int SERVERS = 2;

  /**
   * The request to open a server: secret, its number, widths of the tables. The answer is its port.
   */
  static final String LISTEN = "listen";

  /** The request to open a client: secret, ports. */
  static final String CONNECT = "connect";

  /** The request to store all rows of a table, and to prove that they are right: table, width. */
  static final String FILL = "fill";

  /** The request to go over to a case: table, width, batch, batches under way. */
  static final String PREPARE = "prepare";

  /** The request for the seconds of so many batches that are pulled. */
  static final String PULL = "pull";

  /** The request for the seconds of so many batches that are pushed. */
  static final String PUSH = "push";

  /** The request to do nothing, while another process works. */
  static final String IDLE = "idle";

  private static final int FILL_BATCH = 8192;
  private static final float EPSILON = 1e-8f;
  private static final long MEMORY = 1L << 30;
  private static final double NANOS_PER_SECOND = 1e9;

  private final List<EmbeddingTable> tables = new ArrayList<>();
  private final List<RequestClient> clients = new ArrayList<>();
  private RowServer rows;
  private RequestServer server;
  private RowsLoad load;

  /** Serves the parent. */
  public static void main(String[] arguments) throws InterruptedException {
    WorkerLoop.serve(new RowsWorker());
  }

  @Override
  public String answer(Request request) throws IOException, ClassNotFoundException {
    return switch (request.verb()) {
      case LISTEN -> listen(request);
      case CONNECT -> connect(request);
      case FILL -> fill(request.number(0), request.number(1));
      case PREPARE -> prepare(request);
      case PULL -> seconds(() -> load.pull(request.number(0)));
      case PUSH -> seconds(() -> load.push(request.number(0)));
      case IDLE -> "";
      default -> throw request.unknown();
    };
  }

  private String listen(Request request) throws IOException, ClassNotFoundException {
    int number = request.number(1);
    MemoryBudget budget = new MemoryBudget(MEMORY);
    for (int i = 2; i < request.arguments().size(); i++) {
      EmbeddingSpec spec =
          EmbeddingSpec.of("width-" + request.number(i), request.number(i))
              .withInitializer(new RowInitializer.Constant(0))
              .withOptimizer(new RowOptimizer.RowWiseAdaGrad(RATE, EPSILON));
      tables.add(new EmbeddingTable(spec, SERVERS, budget));
    }
    rows = new RowServer(number, SERVERS, tables);
    server =
        RequestChannels.listen(
            ChannelWorker.settings(number, request.text(0), ChannelLink.TCP), rows);
    return Integer.toString(server.port());
  }

  private String connect(Request request) throws IOException, ClassNotFoundException {
    for (int i = 0; i < SERVERS; i++) {
      clients.add(
          RequestChannels.connect(
              ChannelWorker.settings(SERVERS, request.text(0), ChannelLink.TCP),
              ChannelWorker.HOST,
              request.number(1 + i),
              i));
    }
    return "";
  }

  private String fill(int table, int width) {
    try (RowsLoad all = new RowsLoad(clients, table, width, FILL_BATCH, 1)) {
      all.connect();
      all.fill();
      all.check();
    }
    return "";
  }

  private String prepare(Request request) {
    if (load != null) {
      load.close();
    }
    load =
        new RowsLoad(
            clients, request.number(0), request.number(1), request.number(2), request.number(3));
    return "";
  }

  private static String seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return Double.toString((System.nanoTime() - start) / NANOS_PER_SECOND);
  }

  @Override
  public void close() {
    if (load != null) {
      load.close();
    }
    clients.forEach(RequestClient::close);
    if (server != null) {
      server.close();
      rows.close();
    }
    tables.forEach(EmbeddingTable::close);
  }
}
