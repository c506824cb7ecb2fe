package org.coherer.benchmarks.ps;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.coherer.training.transport.LinkKind;
import org.coherer.training.transport.TransportOptions;

/** The ways in which a client and a server may be connected. */
enum ChannelLink {
  /** Sockets; two processes. */
  TCP,
  /** Sockets and encryption; two processes. */
  ENCRYPTED,
  /** Memory; one process. */
  LOCAL;

  /** Returns what command lines and result lines call it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether client and server are in one process. */
  boolean oneProcess() {
    return this == LOCAL;
  }

  /** Returns the options of both ends. */
  TransportOptions options() {
    LinkKind kind = this == LOCAL ? LinkKind.LOCAL : LinkKind.TCP;
    return TransportOptions.DEFAULT.withLinks(Set.of(kind)).withEncryption(this == ENCRYPTED);
  }

  /** Returns the link of a label. */
  static ChannelLink of(String label) {
    return Arrays.stream(values())
        .filter(link -> link.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown link '" + label + "' (must be tcp, encrypted or local)"));
  }
}
