package org.coherer.training.rpc.local;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The servers of this Java virtual machine, by the address at which they listen. */
final class LocalServers {

  private static final Map<InetSocketAddress, LocalRequestServer> OPEN = new ConcurrentHashMap<>();

  private LocalServers() {}

  static void add(InetSocketAddress address, LocalRequestServer server) {
    OPEN.put(address, server);
  }

  static void remove(InetSocketAddress address, LocalRequestServer server) {
    OPEN.remove(address, server);
  }

  /** Returns the server that listens at an address; null if none does. */
  static LocalRequestServer at(InetSocketAddress address) {
    return OPEN.get(address);
  }

  /** Returns the number of servers; for tests. */
  static int count() {
    return OPEN.size();
  }
}
