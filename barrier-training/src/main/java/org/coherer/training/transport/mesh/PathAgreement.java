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
import org.coherer.training.transport.PathKind;
import org.coherer.training.transport.Place;
import org.coherer.training.transport.TransportException;
import org.coherer.training.transport.TransportSettings;
import org.coherer.training.transport.local.LocalPath;
import org.coherer.training.transport.shm.ShmAgreement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the fastest allowed path to every peer. Both ends come to the same result: whether they are
 * one process both know, and about shared memory they talk until both are sure.
 */
final class PathAgreement {

  private static final Logger LOG = LoggerFactory.getLogger(PathAgreement.class);
  private static final long PAUSE_NANOS = 50_000;

  private final TransportSettings settings;
  private final Set<PathKind> allowed;
  private final Place place;
  private final Runnable check;

  /**
   * Creates one for a rank.
   *
   * @param check throws if the wait must end for a reason that lies on this side
   */
  PathAgreement(TransportSettings settings, Place place, Runnable check) {
    this.settings = settings;
    this.allowed = settings.options().paths();
    this.place = place;
    this.check = check;
  }

  /**
   * Gives every peer its path.
   *
   * @throws TransportException if a peer can only be reached on a path that is not allowed, or does
   *     not talk. The message names it
   */
  void run(List<Peer> peers) {
    Map<Peer, ShmAgreement> talks = new LinkedHashMap<>();
    try {
      for (Peer peer : peers) {
        int rank = peer.member().rank();
        if (allowed.contains(PathKind.LOCAL) && place.sharesJvm(peer.member().place())) {
          peer.use(LocalPath.open(settings.identity(), settings.rank(), rank));
        } else if (allowed.contains(PathKind.SHM) && place.sharesMachine(peer.member().place())) {
          Path folder = Path.of(settings.options().sharedMemory());
          talks.put(peer, new ShmAgreement(folder, settings.identity(), settings.rank(), rank));
        }
      }
      talk(talks);
    } finally {
      talks.values().forEach(ShmAgreement::close);
    }
    peers.forEach(this::checkAllowed);
  }

  private void talk(Map<Peer, ShmAgreement> talks) {
    talks.forEach((peer, talk) -> say(peer, talk.opening()));
    List<Peer> open = new ArrayList<>(talks.keySet());
    long start = System.nanoTime();
    while (true) {
      open.removeIf(peer -> isOver(peer, talks.get(peer)));
      if (open.isEmpty()) {
        break;
      }
      check.run();
      if (System.nanoTime() - start > settings.connectTimeout().toNanos()) {
        throw new TransportException(
            open.get(0).name()
                + " does not say within "
                + Durations.text(settings.connectTimeout())
                + " whether it shares memory with rank "
                + settings.rank());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private boolean isOver(Peer peer, ShmAgreement talk) {
    if (!talk.done()) {
      ByteBuffer heard = peer.heard();
      if (heard != null) {
        say(peer, talk.answer(heard));
      }
    }
    if (talk.done() && talk.reason() == null) {
      peer.use(talk.path());
    } else if (talk.done()) {
      LOG.info(
          "Rank {} shares no memory with {}, on the same machine: {}",
          settings.rank(),
          peer.name(),
          talk.reason());
    }
    return talk.done();
  }

  private static void say(Peer peer, ByteBuffer word) {
    if (word != null) {
      peer.say(word);
    }
  }

  private void checkAllowed(Peer peer) {
    if (!allowed.contains(peer.path().kind())) {
      throw new TransportException(
          peer.name()
              + " can be reached from rank "
              + settings.rank()
              + " by tcp only, which the allowed transports "
              + allowed.stream().map(PathKind::text).sorted().toList()
              + " leave out (allow tcp, or run the ranks where they share "
              + (allowed.contains(PathKind.SHM) ? "memory" : "a process")
              + ")");
    }
  }
}
