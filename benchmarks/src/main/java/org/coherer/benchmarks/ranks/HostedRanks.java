package org.coherer.benchmarks.ranks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.coherer.benchmarks.process.Request;
import org.coherer.training.transport.Member;
import org.coherer.training.transport.Transport;
import org.coherer.training.transport.TransportSettings;
import org.coherer.training.transport.TransportTimeouts;

/**
 * The ranks that one worker process hosts, each on a thread of its own: one for transports between
 * processes, all of them for the one within a process.
 *
 * @param <S> what a rank keeps; made and used on the rank's thread
 */
public final class HostedRanks<S> implements AutoCloseable {

  /** The request to open listeners: key, transport, ranks. The answer holds the members. */
  static final String LISTEN = "listen";

  /** The request to connect: all members in rank order. */
  static final String CONNECT = "connect";

  private static final TransportTimeouts TIMEOUTS =
      new TransportTimeouts(Duration.ofSeconds(30), Duration.ofMinutes(1));

  private final Function<Transport, S> states;
  private final List<HostedRank<S>> ranks = new ArrayList<>();

  /** Hosts ranks that are yet to come; their states are made once they are connected. */
  public HostedRanks(Function<Transport, S> states) {
    this.states = states;
  }

  /** Answers the requests by which ranks meet. */
  public String answer(Request request) {
    return switch (request.verb()) {
      case LISTEN -> listen(request);
      case CONNECT -> connect(request);
      default -> throw request.unknown();
    };
  }

  private String listen(Request request) {
    RunKey key = RunKey.decode(request.text(0));
    TransportKind kind = TransportKind.of(request.text(1));
    for (int i = 2; i < request.arguments().size(); i++) {
      ranks.add(new HostedRank<>(settings(key, kind, request.number(i))));
    }
    return ranks.stream()
        .map(rank -> MemberText.encode(rank.member()))
        .collect(Collectors.joining(" "));
  }

  private static TransportSettings settings(RunKey key, TransportKind kind, int rank) {
    return new TransportSettings(
        rank,
        "127.0.0.1",
        key.identity(),
        key.secret(),
        TIMEOUTS,
        RankTransports.options(kind),
        () -> false);
  }

  private String connect(Request request) {
    List<Member> members = request.arguments().stream().map(MemberText::decode).toList();
    all(rank -> rank.submit(() -> rank.connect(members, states)));
    return "";
  }

  /** Does something on all ranks at once; returns what it gave, in rank order. */
  public <T> List<T> onEach(Function<S, T> work) {
    return all(rank -> rank.submit(() -> rank.apply(work)));
  }

  /** Does something on all ranks at once; returns what it gave on the first of them. */
  public <T> T onFirst(Function<S, T> work) {
    return onEach(work).get(0);
  }

  private <T> List<T> all(Function<HostedRank<S>, Future<T>> start) {
    List<Future<T>> futures = ranks.stream().map(start).toList();
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        throw new BenchmarkException(e.getCause().toString(), e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BenchmarkException("Interrupted while ranks were at work", e);
      }
    }
    return results;
  }

  @Override
  public void close() {
    ranks.forEach(HostedRank::close);
  }
}
