package org.coherer.ml.persistence;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.TreeMap;

/**
 * {@code provenance.properties}: one key for each value of {@link Provenance}; Params have {@code
 * param.} before their names.
 */
final class ProvenanceFile {

  private static final String PARAM = "param.";
  private static final String OS = "driver.os";
  private static final String PROCESSOR = "driver.processor";
  private static final String KERNELS = "driver.kernels";

  private ProvenanceFile() {}

  static byte[] write(Provenance provenance) {
    Versions versions = provenance.versions();
    KeyValues values =
        KeyValues.empty()
            .put("version.coherer", versions.coherer())
            .put("version.spark", versions.spark())
            .put("version.java", versions.java())
            .put("version.engine", versions.engine())
            .put(OS, provenance.machine().os())
            .put(PROCESSOR, provenance.machine().processor())
            .put(KERNELS, provenance.machine().kernels())
            .put("started", provenance.run().started())
            .put("seconds", provenance.run().seconds())
            .put("workers", provenance.run().workers())
            .put("seed", provenance.run().seed())
            .put("trainingRows", provenance.data().trainingRows())
            .put("validationRows", provenance.data().validationRows())
            .put("schema", provenance.data().schema());
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
        new Provenance.Data(
            values.text("schema"),
            values.integer("trainingRows", 0, Long.MAX_VALUE),
            values.integer("validationRows", 0, Long.MAX_VALUE)),
        versions,
        machine(values),
        new Provenance.Run(
            values.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE),
            (int) values.integer("workers", 1, Integer.MAX_VALUE),
            started(values),
            seconds),
        new TreeMap<>(values.below(PARAM)));
  }

  /** Models of earlier versions do not say it. */
  private static Machine machine(KeyValues values) throws IOException {
    return values.has(OS)
        ? new Machine(values.text(OS), values.text(PROCESSOR), values.text(KERNELS))
        : Machine.UNKNOWN;
  }

  private static Instant started(KeyValues values) throws IOException {
    try {
      return Instant.parse(values.text("started"));
    } catch (DateTimeParseException e) {
      throw values.invalid("started", "must be a time such as 2026-01-31T12:00:00Z");
    }
  }
}
