package org.coherer.training.transport.mesh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.coherer.training.transport.Member;
import org.coherer.training.transport.Transport;
import org.coherer.training.transport.TransportException;
import org.coherer.training.transport.TransportListener;
import org.coherer.training.transport.TransportSettings;
import org.coherer.training.transport.tcp.TcpConnection;
import org.coherer.training.transport.tcp.TcpListener;
import org.coherer.training.vector.OffHeap;

/**
 * Listens for the other ranks of a run on a TCP port, then negotiates with each the fastest allowed
 * link for vectors.
 */
public final class MeshListener implements TransportListener {

  private final TransportSettings settings;
  private final TcpListener listener;

  private MeshListener(TransportSettings settings, TcpListener listener) {
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Opens a port on the settings' host.
   *
   * @throws TransportException if the host is not an address of this machine, or no port is free
   */
  public static MeshListener open(TransportSettings settings) {
    return new MeshListener(settings, TcpListener.open(settings));
  }

  @Override
  public String host() {
    return settings.host();
  }

  @Override
  public int port() {
    return listener.port();
  }

  /** Returns the number of connections refused so far. */
  public int refusedConnections() {
    return listener.refusedConnections();
  }

  @Override
  public Transport connect(List<Member> members) {
    check(members);
    ByteBuffer staging = ByteBuffer.allocateDirect(TcpConnection.STAGING_BYTES);
    try {
      TcpConnection[] connections = listener.connect(members, staging);
      return MeshTransport.over(settings, members, connections, staging);
    } catch (IOException e) {
      OffHeap.free(staging);
      throw new TransportException(
          "Rank " + settings.rank() + " cannot connect to its peers: " + e, e);
    } catch (RuntimeException e) {
      OffHeap.free(staging);
      throw e;
    }
  }

  @Override
  public void close() {
    listener.close();
  }

  private void check(List<Member> members) {
    for (int rank = 0; rank < members.size(); rank++) {
      if (members.get(rank).rank() != rank) {
        throw new IllegalArgumentException(
            "Invalid members " + members + " (must be in rank order)");
      }
    }
    if (settings.rank() >= members.size()) {
      throw new IllegalArgumentException(
          "Invalid members " + members + " (must hold rank " + settings.rank() + ", this one)");
    }
  }
}
