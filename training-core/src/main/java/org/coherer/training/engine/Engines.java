package org.coherer.training.engine;

import java.util.ServiceLoader;
import java.util.TreeSet;

/** Finds engines by name. */
public final class Engines {

  /** The engine that plans use where nothing else is said. */
  public static final String DEFAULT = "dl4j";

  private Engines() {}

  /**
   * Returns the engine of a name.
   *
   * @throws IllegalArgumentException if there is none. The message names those that were found
   */
  public static Engine named(String name) {
    TreeSet<String> found = new TreeSet<>();
    for (Engine engine : ServiceLoader.load(Engine.class, Engine.class.getClassLoader())) {
      if (engine.name().equals(name)) {
        return engine;
      }
      found.add(engine.name());
    }
    throw new IllegalArgumentException(
        "Unknown engine '" + name + "' (on the class path: " + found + ")");
  }
}
