package org.coherer.benchmarks.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;

/** The command line of a JVM like this one: the same runtime and class path. */
public final class JavaCommand {

  /** The option that makes a JVM log warnings alone, to its standard error. */
  public static final String LOGGING =
      "-Dlog4j2.configurationFile=org/coherer/benchmarks/log4j2.properties";

  private JavaCommand() {}

  /**
   * Returns the command line of a main class.
   *
   * @param heap the largest heap, such as {@code 1g}
   * @param directMemory the most memory for direct buffers
   */
  public static List<String> of(Class<?> main, String heap, String directMemory) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.add("-XX:MaxDirectMemorySize=" + directMemory);
    command.add(LOGGING);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    return command;
  }

  /** Returns the command line of a main class that runs Spark, which needs to see more of Java. */
  public static List<String> ofSpark(Class<?> main, String heap, String directMemory) {
    List<String> command = of(main, heap, directMemory);
    command.addAll(1, List.of(JavaModuleOptions.defaultModuleOptions().strip().split("\\s+", -1)));
    return command;
  }
}
