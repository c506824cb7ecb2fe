package org.coherer.training.transport.mesh;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.coherer.training.transport.Durations;
import org.coherer.training.transport.ImpossibleTransportException;
import org.coherer.training.transport.LinkKind;
import org.coherer.training.transport.Locality;
import org.coherer.training.transport.TransportException;
import org.coherer.training.transport.TransportSettings;
import org.coherer.training.transport.local.LocalLink;
import org.coherer.training.transport.shm.ShmNegotiation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the fastest allowed link to every peer. Both ends reach the same result: each knows whether
 * they are threads of one process, and they negotiate whether they share memory.
 */
final class LinkNegotiation {

  private static final Logger LOG = LoggerFactory.getLogger(LinkNegotiation.class);
  private static final long PAUSE_NANOS = 50_000;

  private final TransportSettings settings;
  private final Set<LinkKind> allowed;
  private final Locality locality;
  private final Runnable check;

  /**
   * Prepares the negotiations of one rank.
   *
   * @param check throws if a failure of this rank must end the wait
   */
  LinkNegotiation(TransportSettings settings, Locality locality, Runnable check) {
    this.settings = settings;
    this.allowed = settings.options().links();
    this.locality = locality;
    this.check = check;
  }

  /**
   * Gives every peer its link.
   *
   * @throws TransportException if no allowed link reaches a peer, or a peer does not negotiate in
   *     time. The message names the peer
   */
  void run(List<Peer> peers) {
    Map<Peer, ShmNegotiation> negotiations = new LinkedHashMap<>();
    try {
      for (Peer peer : peers) {
        int rank = peer.member().rank();
        if (allowed.contains(LinkKind.LOCAL) && locality.sharesJvm(peer.member().locality())) {
          peer.use(LocalLink.open(settings.identity(), settings.rank(), rank));
        } else if (allowed.contains(LinkKind.SHM)
            && locality.sharesMachine(peer.member().locality())) {
          Path folder = Path.of(settings.options().sharedMemory());
          negotiations.put(
              peer, new ShmNegotiation(folder, settings.identity(), settings.rank(), rank));
        }
      }
      negotiate(negotiations);
    } finally {
      negotiations.values().forEach(ShmNegotiation::close);
    }
    peers.forEach(this::checkAllowed);
  }

  private void negotiate(Map<Peer, ShmNegotiation> negotiations) {
    negotiations.forEach((peer, negotiation) -> send(peer, negotiation.opening()));
    List<Peer> open = new ArrayList<>(negotiations.keySet());
    long start = System.nanoTime();
    while (true) {
      open.removeIf(peer -> advance(peer, negotiations.get(peer)));
      if (open.isEmpty()) {
        break;
      }
      check.run();
      if (System.nanoTime() - start > settings.timeouts().connect().toNanos()) {
        throw new TransportException(
            open.get(0).name()
                + " did not negotiate within "
                + Durations.text(settings.timeouts().connect())
                + " whether it shares memory with rank "
                + settings.rank());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private boolean advance(Peer peer, ShmNegotiation negotiation) {
    if (!negotiation.done()) {
      ByteBuffer message = peer.receiveNegotiation();
      if (message != null) {
        send(peer, negotiation.answer(message));
      }
    }
    if (negotiation.done() && negotiation.reason() == null) {
      peer.use(negotiation.link());
    } else if (negotiation.done()) {
      LOG.info(
          "Rank {} shares no memory with {} on the same machine: {}",
          settings.rank(),
          peer.name(),
          negotiation.reason());
    }
    return negotiation.done();
  }

  private static void send(Peer peer, ByteBuffer message) {
    if (message != null) {
      peer.sendNegotiation(message);
    }
  }

  private void checkAllowed(Peer peer) {
    if (!allowed.contains(peer.link().kind())) {
      throw new ImpossibleTransportException(
          peer.name()
              + " can be reached from rank "
              + settings.rank()
              + " over tcp only, but the allowed transports are "
              + allowed.stream().map(LinkKind::text).sorted().toList()
              + " (allow tcp, or run the ranks where they share "
              + (allowed.contains(LinkKind.SHM) ? "memory" : "a process")
              + ")");
    }
  }
}
