package org.coherer.testkit.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A directory with all that a cluster needs: {@code jars} with Spark, {@code coherer} with Coherer
 * and DL4J, and {@code conf}. Maven assembles it as {@code examples/target/spark-home} when it
 * packages the examples.
 *
 * @param directory where it lies
 */
public record SparkHome(Path directory) {

  private static final String PROPERTY = "coherer.spark.home";
  private static final Pattern SCALA_VERSION = Pattern.compile("Scala (\\d+\\.\\d+)");
  private static final String LOOPBACK = "127.0.0.1";

  /**
   * Checks that Spark is there.
   *
   * @throws IllegalArgumentException if it is not. The message names the directory and the command
   *     that builds it
   */
  public SparkHome {
    directory = directory.toAbsolutePath().normalize();
    if (!isHome(directory)) {
      throw new IllegalArgumentException(
          "No Spark home at "
              + directory
              + " (mvn -pl examples -am package -DskipTests builds it)");
    }
  }

  /**
   * Finds the one that this build has assembled, by the system property {@value #PROPERTY}.
   *
   * @throws IllegalArgumentException as the constructor
   */
  public static SparkHome find() {
    String directory = System.getProperty(PROPERTY);
    if (directory == null) {
      throw new IllegalStateException(
          "The system property " + PROPERTY + " is not set (the build sets it for test suites)");
    }
    return new SparkHome(Path.of(directory));
  }

  /** Returns the command that runs an application, to be started with {@link #environment}. */
  public List<String> submit(SparkApplication application) {
    String extra =
        application.classPath().stream()
            .map(path -> File.pathSeparator + path.toAbsolutePath())
            .collect(Collectors.joining());
    Map<String, String> settings = new TreeMap<>(application.settings());
    settings.put("spark.executor.extraClassPath", all("coherer") + extra);

    List<String> command = java("org/coherer/examples/log4j2.properties", extra);
    command.add("org.apache.spark.deploy.SparkSubmit");
    command.addAll(List.of("--master", application.master(), "--class", application.mainClass()));
    settings.forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
    // In place of a jar: the class is on the class path already.
    command.add("spark-internal");
    command.addAll(application.arguments());
    return command;
  }

  /**
   * Returns a process that is yet to be started from this home, with no Spark settings of the
   * surroundings.
   *
   * @param command such as {@link #submit} returns
   */
  public ProcessBuilder process(List<String> command) {
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().keySet().removeIf(name -> name.startsWith("SPARK_"));
    process.environment().putAll(environment());
    return process;
  }

  /** Returns the variables that Spark's processes need. */
  public Map<String, String> environment() {
    return Map.of(
        "SPARK_HOME", directory.toString(),
        "SPARK_CONF_DIR", directory.resolve("conf").toString(),
        "SPARK_SCALA_VERSION", scalaVersion(),
        "SPARK_LOCAL_IP", LOOPBACK);
  }

  /** Returns the command that starts one of the standalone cluster's daemons on loopback. */
  List<String> daemon(String mainClass, String... arguments) {
    List<String> command = java(directory.resolve("conf/log4j2-daemon.properties").toString(), "");
    command.addAll(List.of(mainClass, "--host", LOOPBACK, "--port", "0", "--webui-port", "0"));
    command.addAll(List.of(arguments));
    return command;
  }

  private List<String> java(String log4j, String extraClassPath) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + directory.resolve("conf/java.args"),
            "-Dlog4j2.configurationFile=" + log4j,
            "-cp",
            all("jars") + File.pathSeparator + all("coherer") + extraClassPath));
  }

  /** The jars of one directory, as a class path names them. */
  private String all(String jars) {
    return directory.resolve(jars) + File.separator + "*";
  }

  private String scalaVersion() {
    try {
      Matcher version = SCALA_VERSION.matcher(Files.readString(directory.resolve("RELEASE")));
      if (!version.find()) {
        throw new IllegalStateException("No Scala version in " + directory.resolve("RELEASE"));
      }
      return version.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isHome(Path directory) {
    return Files.isRegularFile(directory.resolve("RELEASE"))
        && Files.isDirectory(directory.resolve("jars"));
  }
}
