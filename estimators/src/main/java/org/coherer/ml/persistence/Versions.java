package org.coherer.ml.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import org.coherer.training.engine.Engine;

/**
 * The versions of what trained a model.
 *
 * @param coherer Coherer's
 * @param spark Spark's
 * @param java the Java runtime's
 * @param engine the engine's, which the artifact names
 */
public record Versions(String coherer, String spark, String java, String engine)
    implements Serializable {

  private static final String RESOURCE = "version.properties";

  /** Checks that they are there. */
  public Versions {
    Objects.requireNonNull(coherer, "coherer");
    Objects.requireNonNull(spark, "spark");
    Objects.requireNonNull(java, "java");
    Objects.requireNonNull(engine, "engine");
  }

  /** Returns those of this JVM. */
  public static Versions current(Engine engine) {
    Properties own = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream(RESOURCE)) {
      own.load(Objects.requireNonNull(in, RESOURCE));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + RESOURCE, e);
    }
    return new Versions(
        own.getProperty("version"),
        org.apache.spark.package$.MODULE$.SPARK_VERSION(),
        Runtime.version().toString(),
        engine.version());
  }
}
