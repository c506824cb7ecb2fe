package org.coherer.connector.preflight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;

/**
 * Looks for classes that are to be registered with Kryo and are not on the class path: Spark then
 * serializes nothing. What training passes to Kryo are bytes, so it needs no registrations, with
 * {@code spark.kryo.registrationRequired} neither.
 *
 * @param conf the settings of the application
 * @param loader finds the classes
 */
public record KryoCheck(SparkConf conf, ClassLoader loader) implements Check {

  private static final String SERIALIZER = "spark.serializer";
  private static final List<String> SETTINGS =
      List.of("spark.kryo.registrator", "spark.kryo.classesToRegister");

  @Override
  public List<Finding> findings() {
    List<Finding> found = new ArrayList<>();
    if (!conf.get(SERIALIZER, "").endsWith(".KryoSerializer")) {
      return found;
    }
    for (String setting : SETTINGS) {
      Stream<String> names = Arrays.stream(conf.get(setting, "").split(",")).map(String::strip);
      names
          .filter(name -> !name.isEmpty() && !isThere(name))
          .forEach(name -> found.add(missing(setting, name)));
    }
    return found;
  }

  private boolean isThere(String name) {
    try {
      return Class.forName(name, false, loader) != null;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** In local mode Spark may have been given the class's jar later, which this JVM knows not of. */
  private Finding missing(String setting, String name) {
    boolean local = conf.get("spark.master", "").startsWith("local");
    return new Finding(
        local ? Finding.Severity.WARNING : Finding.Severity.ERROR,
        List.of(setting),
        "Class " + name + " of " + setting + " is not on the driver's class path",
        "Kryo serializes nothing without it",
        "add its jar, or clear the setting; training needs no class registered");
  }
}
