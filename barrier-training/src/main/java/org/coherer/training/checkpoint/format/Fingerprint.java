package org.coherer.training.checkpoint.format;

import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a run must have in common with a checkpoint that it resumes from, by name: its network, its
 * data and those Params that change what it computes.
 *
 * @param components a short text for each name, such as {@code network} or {@code params.batchSize}
 */
public record Fingerprint(SortedMap<String, String> components) implements Serializable {

  private static final int SHOWN_BYTES = 8;

  /** What is shown of a component that one of two fingerprints lacks. */
  private static final String MISSING = "(none)";

  /** Copies the map. */
  public Fingerprint {
    components = Collections.unmodifiableSortedMap(new TreeMap<>(components));
  }

  /** Returns the fingerprint with these components. */
  public static Fingerprint of(Map<String, String> components) {
    return new Fingerprint(new TreeMap<>(components));
  }

  /** Returns the SHA-256 of all components: 32 bytes. */
  public byte[] digest() {
    FieldWriter fields = new FieldWriter();
    components.forEach((name, value) -> fields.text(name).text(value));
    try {
      return MessageDigest.getInstance("SHA-256").digest(fields.toBytes());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime lacks SHA-256", e);
    }
  }

  /** Returns 16 hexadecimal digits that differ between fingerprints that differ in anything. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(digest(), 0, SHOWN_BYTES);
  }

  /**
   * Returns what differs, a line for each component: {@code NAME: MINE (this run), THEIRS
   * (checkpoint)}.
   */
  public List<String> differences(Fingerprint checkpoint) {
    TreeSet<String> names = new TreeSet<>(components.keySet());
    names.addAll(checkpoint.components.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String mine = components.getOrDefault(name, MISSING);
      String theirs = checkpoint.components.getOrDefault(name, MISSING);
      if (!mine.equals(theirs)) {
        differences.add(name + ": " + mine + " (this run), " + theirs + " (checkpoint)");
      }
    }
    return differences;
  }
}
