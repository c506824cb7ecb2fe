package org.coherer.training.driver;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.coherer.training.event.RunEvent;
import org.coherer.training.event.TrainingListener;
import org.coherer.training.transport.auth.Handshake;
import org.coherer.training.transport.auth.HandshakeException;
import org.coherer.training.transport.auth.Hello;
import org.coherer.training.transport.auth.Purpose;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the reports of the tasks of one run on the driver, and is where they meet. Accepts only
 * peers that prove the run's secret.
 */
public final class DriverEndpoint implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DriverEndpoint.class);
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration MEETING_PATIENCE = Duration.ofSeconds(5);
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(2);

  /** What connections to a driver are for. */
  private static final Set<Purpose> SERVED =
      Set.of(Purpose.EVENTS_TO_DRIVER, Purpose.RENDEZVOUS, Purpose.END_OF_RUN);

  /** Connections in their handshake, which takes a task milliseconds. */
  private static final int MAX_HANDSHAKES = 64;

  /** A report of a failure may come behind those of ranks that have noticed it. */
  private static final Duration CAUSE_PATIENCE = Duration.ofSeconds(1);

  /** For those under way at the end; one that says nothing is not worth more. */
  private static final Duration HANDSHAKE_PATIENCE = Duration.ofMillis(500);

  private final RunAccess access;
  private final String host;
  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<Socket> waiting = ConcurrentHashMap.newKeySet();
  private final Handshakes handshakes = new Handshakes(MAX_HANDSHAKES);
  private final SignsOfLife signs = new SignsOfLife();
  private final ReportInbox inbox;
  private final RendezvousServer meetings;
  private final Keepers keepers = new Keepers();

  /** To the rank whose wish for a checkpoint is that of all. */
  private final AtomicReference<FrameLine> rankZero = new AtomicReference<>();

  private final ExecutorService threads;
  private volatile boolean stopped;

  private DriverEndpoint(
      String host, ServerSocket server, RunAccess access, TrainingListener listener) {
    this.host = host;
    this.server = server;
    this.access = access;
    this.inbox = new ReportInbox(RunEvent.runId(access.token()), TrainingListeners.of(listener));
    this.meetings = new RendezvousServer(MEETING_PATIENCE);
    this.threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE, // Of those that are in their handshake, and of tasks of this run.
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            runnable -> {
              Thread thread = new Thread(runnable, "coherer-driver-reports");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts to listen, at a port of its own.
   *
   * @param bind the address of this machine to listen at
   * @param host where tasks reach that address
   * @param access what admits their tasks
   * @param listener receives the run's events, on another thread
   */
  public static DriverEndpoint open(
      String bind, String host, RunAccess access, TrainingListener listener) {
    try {
      ServerSocket server = new ServerSocket(0, 0, InetAddress.getByName(bind));
      DriverEndpoint endpoint = new DriverEndpoint(host, server, access, listener);
      endpoint.threads.execute(endpoint::accept);
      return endpoint;
    } catch (IOException e) {
      throw new IllegalStateException(
          "Cannot listen for reports at " + bind + " (check spark.driver.bindAddress)", e);
    }
  }

  /** Says how many ranks the attempts that begin from now on have. */
  public void begin(int ranks) {
    meetings.begin(ranks);
  }

  /** Says who takes what ranks say of their slices of checkpoints; it must not throw. */
  public void onSlice(Consumer<byte[]> taker) {
    inbox.onSlice(taker);
  }

  /** Returns where tasks reach the driver. */
  public String host() {
    return host;
  }

  /** Returns the port on which the driver listens. */
  public int port() {
    return server.getLocalPort();
  }

  /** Returns what failed first, as far as the tasks could tell; else what Spark says. */
  public String describeFailure(Throwable sparks) {
    stopped = FailureLog.isUnwanted(sparks);
    if (!stopped) {
      inbox.failures().awaitCause(CAUSE_PATIENCE);
    }
    return inbox.failures().describe(sparks);
  }

  /** Returns the first cause in the last attempt, as far as the tasks could tell. */
  public Optional<String> firstFailure() {
    return inbox.failures().first();
  }

  /** Returns whether another job may do better than one that has ended so. */
  public boolean mayBeTriedAgain(Throwable sparks) {
    return inbox.failures().mayBeTriedAgain(sparks);
  }

  /** Returns how far the run has come. */
  public RunPosition position() {
    return inbox.position();
  }

  /** Returns a failure that no further attempt can mend, if a task has reported one. */
  public Optional<String> hopelessFailure() {
    return inbox.failures().hopeless();
  }

  /** Notes the loss of a rank that cannot report it itself. */
  public void noteLoss(int attempt, int rank, String host, String why) {
    inbox.failure(new Report.Failure(attempt, rank, host, 0, FailureKind.RETRYABLE, why));
  }

  /** Returns whether what was described last is that somebody has stopped the run. */
  public boolean wasStopped() {
    return stopped;
  }

  /** Returns how many attempts have failed in a row since the run has got further. */
  public int failedInARow() {
    return inbox.attempts().inARow();
  }

  /**
   * Asks the ranks for a checkpoint soon, if the run leaves any: after a step that they make within
   * some tenths of a second.
   *
   * @return whether there is a rank to ask
   */
  public boolean askForCheckpoint() {
    FrameLine line = rankZero.get();
    if (line == null) {
      return false;
    }
    try {
      line.write(Request.checkpoint());
      return true;
    } catch (IOException e) {
      LOG.debug("Cannot ask rank 0 for a checkpoint", e);
      return false;
    }
  }

  /** Begins to count anew: the last attempt was ended to go on in another way. */
  public void excuseAttempts() {
    inbox.attempts().excuse();
  }

  /** Returns the processes that keep what ranks have left. */
  public Keepers keepers() {
    return keepers;
  }

  /** Returns when the tasks were last known to be alive. */
  public SignsOfLife signs() {
    return signs;
  }

  /** Returns the ranks whose shards the others of an attempt wait for, as far as it is known. */
  public List<Integer> awaitedRanks(int attempt) {
    return meetings.awaited(attempt);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        handshakes.begin(socket);
        serveApart(socket);
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.warn("Cannot accept a connection for reports", e);
        }
      }
    }
  }

  private void serveApart(Socket socket) throws IOException {
    try {
      threads.execute(() -> serve(socket));
    } catch (RejectedExecutionException e) {
      LOG.debug("Refused a connection for reports: the run has ended", e);
      handshakes.succeed(socket);
      sockets.remove(socket);
      socket.close();
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Handshake handshake = Handshake.server(access.secret(), this::admit);
      Hello hello = prove(socket, handshake);
      FrameLine line = new FrameLine(socket, handshake, access.encrypted());
      switch (hello.purpose()) {
        case RENDEZVOUS -> {
          socket.setTcpNoDelay(true);
          meetings.serve(hello, line);
        }
        case END_OF_RUN -> {
          waiting.add(socket);
          keepers.serve(line);
        }
        default -> receive(hello, line);
      }
    } catch (EOFException e) {
      LOG.debug("A task has closed its connection", e);
    } catch (IOException e) {
      LOG.debug("Closed a connection of a task", e);
    } finally {
      sockets.remove(socket);
      waiting.remove(socket);
    }
  }

  private Hello prove(Socket socket, Handshake handshake) throws IOException {
    try {
      Hello hello = handshake.over(socket, HANDSHAKE_TIMEOUT);
      handshakes.succeed(socket);
      return hello;
    } catch (IOException e) {
      handshakes.fail(socket);
      throw e;
    }
  }

  private void receive(Hello hello, FrameLine line) throws IOException {
    int attempt = hello.generation();
    inbox.attempts().began(attempt);
    if (hello.from() == 0) {
      rankZero.set(line);
    }
    try {
      while (true) {
        signs.received(attempt, hello.from());
        Report report = Report.decode(line.read());
        if (report.startsRun()) {
          signs.start(attempt);
        }
        report.deliverTo(inbox);
      }
    } finally {
      signs.disconnected(attempt, hello.from());
      rankZero.compareAndSet(line, null);
    }
  }

  private void admit(Hello hello) throws HandshakeException {
    if (!SERVED.contains(hello.purpose()) || hello.token() != access.token()) {
      throw new HandshakeException("Refused a connection that is not for the driver of this run");
    }
  }

  /** Stops listening. Reports that have been sent are still received, for two seconds at most. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted(); // Of a fit that ends; connections end in any case.
    try {
      server.close();
      interrupted |= !handshakes.await(HANDSHAKE_PATIENCE);
      handshakes.close();
      meetings.close();
      closeAll(waiting);
      threads.shutdown();
      interrupted |= !drained();
      closeAll(sockets);
      interrupted |= !drained();
    } catch (IOException e) {
      LOG.debug("Could not close the socket for reports", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void closeAll(Set<Socket> some) throws IOException {
    for (Socket socket : some) {
      socket.close();
    }
  }

  /** Waits for those who receive; returns whether nobody has interrupted that. */
  private boolean drained() {
    try {
      threads.awaitTermination(DRAIN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
