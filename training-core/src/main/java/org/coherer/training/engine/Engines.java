package org.coherer.training.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Predicate;

/** Finds engines by name, and what they can do. */
public final class Engines {

  /** The engine that estimators use where nothing else is said. */
  public static final String DEFAULT = "dl4j";

  private Engines() {}

  /**
   * Returns the engine of a name.
   *
   * @throws IllegalArgumentException if there is none. The message names those that were found
   */
  public static Engine named(String name) {
    for (Engine engine : all()) {
      if (engine.name().equals(name)) {
        return engine;
      }
    }
    List<String> found = names(engine -> true);
    throw new IllegalArgumentException(
        found.isEmpty()
            ? "Cannot find the engine '"
                + name
                + "': there is no engine on the class path (add one, such as the artifact"
                + " coherer-engine-dl4j)"
            : "Unknown engine '" + name + "' (must be one of " + found + ", on the class path)");
  }

  /**
   * Returns the engine of a network.
   *
   * @throws IllegalArgumentException as {@link #named}
   */
  public static Engine of(NetworkSpec network) {
    return named(network.engine());
  }

  /**
   * Returns a capability of an engine.
   *
   * @param params the Param that needs it, or several, for the message
   * @throws IllegalArgumentException if the engine does not have it. The message names the engines
   *     that do
   */
  public static <C extends EngineCapability> C require(
      Engine engine, Class<C> kind, String params) {
    return engine.capability(kind).orElseThrow(() -> lacks(engine, kind, params));
  }

  private static IllegalArgumentException lacks(
      Engine engine, Class<? extends EngineCapability> kind, String params) {
    List<String> able = names(other -> other.capability(kind).isPresent());
    return new IllegalArgumentException(
        "Cannot use "
            + params
            + " with engine '"
            + engine.name()
            + "', which has no "
            + kind.getSimpleName()
            + " (clear "
            + params
            + (able.isEmpty() ? ")" : ", or set engine to one of " + able + ")"));
  }

  private static List<String> names(Predicate<Engine> wanted) {
    return all().stream().filter(wanted).map(Engine::name).distinct().sorted().toList();
  }

  private static List<Engine> all() {
    List<Engine> engines = new ArrayList<>();
    ServiceLoader.load(Engine.class, Engine.class.getClassLoader()).forEach(engines::add);
    return engines;
  }
}
