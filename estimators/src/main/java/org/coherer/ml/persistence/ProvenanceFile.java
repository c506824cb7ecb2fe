package org.coherer.ml.persistence;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.TreeMap;

/**
 * {@code provenance.properties}: one key for each component of {@link Provenance}; Params have
 * {@code param.} before their names.
 */
final class ProvenanceFile {

  private static final String PARAM = "param.";

  private ProvenanceFile() {}

  static byte[] write(Provenance provenance) {
    Versions versions = provenance.versions();
    KeyValues values =
        KeyValues.empty()
            .put("version.coherer", versions.coherer())
            .put("version.spark", versions.spark())
            .put("version.java", versions.java())
            .put("version.engine", versions.engine())
            .put("started", provenance.started())
            .put("seconds", provenance.seconds())
            .put("workers", provenance.workers())
            .put("seed", provenance.seed())
            .put("trainingRows", provenance.trainingRows())
            .put("validationRows", provenance.validationRows())
            .put("schema", provenance.schema());
    provenance.params().forEach((name, value) -> values.put(PARAM + name, value));
    return values.toBytes();
  }

  static Provenance read(byte[] file, String source) throws IOException {
    KeyValues values = KeyValues.parse(file, source);
    Versions versions =
        new Versions(
            values.text("version.coherer"),
            values.text("version.spark"),
            values.text("version.java"),
            values.text("version.engine"));
    double seconds = values.number("seconds");
    if (!(seconds >= 0 && Double.isFinite(seconds))) {
      throw values.invalid("seconds", "must be finite, at least 0");
    }
    return new Provenance(
        values.text("schema"),
        values.integer("trainingRows", 0, Long.MAX_VALUE),
        values.integer("validationRows", 0, Long.MAX_VALUE),
        versions,
        values.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE),
        (int) values.integer("workers", 1, Integer.MAX_VALUE),
        started(values),
        seconds,
        new TreeMap<>(values.below(PARAM)));
  }

  private static Instant started(KeyValues values) throws IOException {
    try {
      return Instant.parse(values.text("started"));
    } catch (DateTimeParseException e) {
      throw values.invalid("started", "must be a time such as 2026-01-31T12:00:00Z");
    }
  }
}
