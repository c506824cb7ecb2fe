package org.coherer.benchmarks.ranks;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.coherer.training.transport.Locality;
import org.coherer.training.transport.Member;
import org.coherer.training.transport.Transport;
import org.coherer.training.transport.TransportListener;
import org.coherer.training.transport.TransportSettings;

/** One rank and its thread, from its open listener to its end. */
final class HostedRank<S> implements AutoCloseable {

  private final int rank;
  private final TransportListener listener;
  private final ExecutorService thread;
  private Transport transport;
  private S state;

  HostedRank(TransportSettings settings) {
    rank = settings.rank();
    listener = RankTransports.open(settings);
    thread = Executors.newSingleThreadExecutor(work -> new Thread(work, "rank " + rank));
  }

  Member member() {
    long process = ProcessHandle.current().pid();
    return new Member(
        rank, listener.host(), listener.port(), process, 0, "benchmark", Locality.here());
  }

  <T> Future<T> submit(Callable<T> work) {
    return thread.submit(work);
  }

  /** Called once, on the rank's thread. */
  Void connect(List<Member> members, Function<Transport, S> states) {
    transport = listener.connect(members);
    state = states.apply(transport);
    return null;
  }

  /** Called on the rank's thread. Other ranks are told of a failure, so that they do not wait. */
  <T> T apply(Function<S, T> work) {
    try {
      return work.apply(state);
    } catch (RuntimeException | Error e) {
      transport.abort(e.toString());
      throw e;
    }
  }

  /** Called when no work is under way. */
  @Override
  public void close() {
    thread.shutdown();
    if (transport != null) {
      transport.close();
    }
    listener.close();
  }
}
