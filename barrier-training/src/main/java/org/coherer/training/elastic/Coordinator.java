package org.coherer.training.elastic;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.coherer.training.rpc.Request;
import org.coherer.training.rpc.RequestHandler;

/**
 * Where servers and workers find each other: on the driver. A server registers with a request that
 * is answered when the run is over, so each notices at once that the other is gone. A worker asks
 * for the addresses and gets them as soon as all servers are there.
 */
final class Coordinator implements RequestHandler, AutoCloseable {

  private final int servers;
  private final Map<Integer, ServerAddress> addresses = new TreeMap<>();
  private final Map<Integer, Request> registrations = new HashMap<>();
  private final List<Request> asking = new ArrayList<>();
  private int setbacks;
  private int settled;
  private boolean over;

  /** Creates the coordinator of a run with so many servers. */
  Coordinator(int servers) {
    this.servers = servers;
  }

  @Override
  public synchronized void handle(Request request) {
    if (over) {
      request.refuse("The run is over");
      return;
    }
    switch (request.method()) {
      case CoordinatorClient.REGISTER -> register(request);
      case CoordinatorClient.LOCATE -> {
        asking.add(request);
        answerWorkers();
      }
      case CoordinatorClient.GO_BACK -> {
        setbacks++;
        request.answer();
      }
      default -> request.refuse("Unknown method " + request.method() + " of a coordinator");
    }
  }

  private void register(Request request) {
    ServerAddress address = ServerAddress.decode(request.body());
    int server = request.client();
    if (server < 0 || server >= servers || registrations.containsKey(server)) {
      request.refuse("Server " + server + " of " + servers + " is there already, or is none");
      return;
    }
    registrations.put(server, request);
    addresses.put(server, address);
    notifyAll();
    answerWorkers();
  }

  private void answerWorkers() {
    if (addresses.size() == servers) {
      ByteBuffer all = ServerAddress.encode(List.copyOf(addresses.values()));
      asking.forEach(request -> request.answer(all.duplicate()));
      asking.clear();
    }
  }

  @Override
  public synchronized void disconnected(int client, long connection) {
    Request registration = registrations.get(client);
    if (registration != null && registration.connection() == connection) {
      registrations.remove(client);
      addresses.remove(client);
      setbacks++;
      notifyAll();
    }
    asking.removeIf(request -> request.connection() == connection);
  }

  /**
   * Returns the servers that are there, in order; the run stands where they do. Whatever sets it
   * back from now on is {@link #isSetBack found}, however soon another server is in its place.
   */
  synchronized List<ServerAddress> settle() {
    settled = setbacks;
    return addresses();
  }

  /** Returns whether the run has to go back to its snapshot, since it was {@link #settle}d. */
  synchronized boolean isSetBack() {
    return setbacks > settled;
  }

  /** Returns the servers that are there, in order. */
  synchronized List<ServerAddress> addresses() {
    return List.copyOf(addresses.values());
  }

  /**
   * Waits for the servers, for some time.
   *
   * @return whether all are there
   */
  synchronized boolean await(Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (addresses.size() < servers) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** Ends the run: servers end by themselves. */
  @Override
  public synchronized void close() {
    over = true;
    registrations.values().forEach(Request::answer);
    asking.forEach(request -> request.refuse("The run is over"));
    registrations.clear();
    asking.clear();
  }
}
