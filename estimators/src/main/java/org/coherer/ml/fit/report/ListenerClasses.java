package org.coherer.ml.fit.report;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import org.coherer.connector.report.FitAudience;
import org.coherer.connector.report.FitListener;

/** Creates listeners whose classes are known by name alone. */
final class ListenerClasses {

  private ListenerClasses() {}

  /**
   * Creates a listener of each class, in the given order.
   *
   * @param names full names of classes on the driver's class path
   * @throws IllegalArgumentException if there is no such class, it is no listener, has no public
   *     constructor without arguments, or that has failed. Listeners that were created before are
   *     closed, if they can be
   */
  static List<FitListener> create(List<String> names) {
    List<FitListener> listeners = new ArrayList<>();
    try {
      for (String name : names) {
        listeners.add(create(name));
      }
    } catch (IllegalArgumentException e) {
      FitAudience.of(List.of(), listeners).close();
      throw e;
    }
    return listeners;
  }

  private static FitListener create(String name) {
    Class<? extends FitListener> listener = named(name);
    try {
      Constructor<? extends FitListener> constructor = listener.getConstructor();
      return constructor.newInstance();
    } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
      throw new IllegalArgumentException(
          "Cannot create the listener "
              + name
              + " (must be a public class that is not abstract, with a public constructor without"
              + " arguments)",
          e);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "Cannot create the listener " + name + ": its constructor has failed: " + e.getCause(),
          e.getCause());
    } catch (LinkageError e) {
      throw unloadable(name, e);
    }
  }

  /** The class is not initialized before it is known to be a listener. */
  private static Class<? extends FitListener> named(String name) {
    ClassLoader own = Thread.currentThread().getContextClassLoader();
    Class<?> found;
    try {
      found =
          Class.forName(name, false, own == null ? ListenerClasses.class.getClassLoader() : own);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "Unknown listener '"
              + name
              + "' (must be the full name of a class on the driver's class path; spark.jars adds to"
              + " it)",
          e);
    } catch (LinkageError e) {
      throw unloadable(name, e);
    }
    if (!FitListener.class.isAssignableFrom(found)) {
      throw new IllegalArgumentException(
          "Invalid listener " + name + " (must implement " + FitListener.class.getName() + ")");
    }
    return found.asSubclass(FitListener.class);
  }

  private static IllegalArgumentException unloadable(String name, LinkageError cause) {
    return new IllegalArgumentException(
        "Cannot load the listener " + name + ": " + cause + " (are its own libraries missing?)",
        cause);
  }
}
