package org.coherer.benchmarks.raw;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.coherer.benchmarks.process.ProcessGroup;
import org.coherer.benchmarks.process.Request;
import org.coherer.benchmarks.process.Worker;
import org.coherer.benchmarks.process.WorkerLoop;

/** A process that does no more than move bytes: over sockets, or within its memory. */
public final class RawWorker implements Worker {

  /** The request for exchanges: floats, those that do not count, those that do. */
  public static final String EXCHANGE = "exchange";

  /**
   * The request for exchanges in which both sides send something else: bytes that this one sends,
   * bytes that it receives, exchanges that do not count, those that do.
   */
  public static final String ANSWERED = "answered";

  /** The request to prove that an exchange is right: floats. */
  public static final String CHECK_EXCHANGE = "check_exchange";

  /** The request for copies: floats, those that do not count, those that do. */
  public static final String COPY = "copy";

  /** The request to prove that a copy is right: floats. */
  public static final String CHECK_COPY = "check_copy";

  private static final String LISTEN = "listen";
  private static final String CONNECT = "connect";
  private static final Duration START = Duration.ofMinutes(1);

  private final RawRing ring = new RawRing();
  private RawMemory memory = new RawMemory(0);

  /** Serves the parent. */
  public static void main(String[] arguments) throws InterruptedException {
    WorkerLoop.serve(new RawWorker());
  }

  /** Connects the processes of a group to a ring. */
  public static void connect(ProcessGroup group) {
    List<String> ports = group.askAll(START, LISTEN);
    group.ask(START, rank -> CONNECT + " " + rank + " " + String.join(" ", ports));
  }

  @Override
  public String answer(Request request) throws IOException {
    return switch (request.verb()) {
      case LISTEN -> Integer.toString(ring.listen());
      case CONNECT -> connect(request);
      case CHECK_EXCHANGE -> checkExchange(request.number(0));
      case EXCHANGE -> exchange(request.number(0), request.number(1), request.number(2));
      case ANSWERED -> answered(request);
      case CHECK_COPY -> checkCopy(request.number(0));
      case COPY -> copy(request.number(0), request.number(1), request.number(2));
      default -> throw request.unknown();
    };
  }

  private String connect(Request request) throws IOException {
    int[] ports = request.arguments().stream().skip(1).mapToInt(Integer::parseInt).toArray();
    ring.connect(request.number(0), ports);
    return "";
  }

  private String checkExchange(int floats) {
    memory(floats).mark(ring.rank());
    exchange(floats).once();
    memory.expectMark(ring.previous());
    return "";
  }

  private String exchange(int floats, int warmups, int iterations) {
    RawExchange exchange = exchange(floats);
    return Timing.of(warmups, iterations, exchange::once);
  }

  private String answered(Request request) {
    int sent = request.number(0);
    int received = request.number(1);
    RawExchange exchange = ring.exchange(memoryOf(Math.max(sent, received)), sent, received);
    return Timing.of(request.number(2), request.number(3), exchange::once);
  }

  private RawExchange exchange(int floats) {
    return ring.exchange(memory(floats));
  }

  private String checkCopy(int floats) {
    memory(floats).mark(ring.rank());
    memory.copy();
    memory.expectMark(ring.rank());
    return "";
  }

  private String copy(int floats, int warmups, int iterations) {
    return Timing.of(warmups, iterations, memory(floats)::copy);
  }

  private RawMemory memory(int floats) {
    return memoryOf(Math.multiplyExact(floats, Float.BYTES));
  }

  private RawMemory memoryOf(int bytes) {
    if (memory.bytes() != bytes) {
      memory = new RawMemory(bytes);
    }
    return memory;
  }

  @Override
  public void close() {
    ring.close();
  }
}
