package org.coherer.benchmarks.kernel;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import org.coherer.benchmarks.harness.BenchmarkException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs one kernel in a JVM of its own, by JMH.
 *
 * @param bytes the size of the vectors
 * @param quick whether it must not take more than about half a second
 * @param logs the folder for what JMH writes
 */
record JmhTurn(int bytes, boolean quick, Path logs) {

  private static final TimeValue QUICK_ITERATION = TimeValue.milliseconds(50);
  private static final TimeValue FULL_ITERATION = TimeValue.milliseconds(200);
  private static final int ITERATIONS = 3;

  /** Returns the nanoseconds of one call. */
  double nanos(String kernel) {
    try (PrintStream log = log()) {
      Runner runner =
          new Runner(
              options(kernel), OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL));
      return runner.runSingle().getPrimaryResult().getScore();
    } catch (RunnerException | IOException e) {
      throw new BenchmarkException("JMH cannot run " + kernel + ": " + e.getMessage(), e);
    }
  }

  private Options options(String kernel) {
    TimeValue iteration = quick ? QUICK_ITERATION : FULL_ITERATION;
    return new OptionsBuilder()
        .include(Pattern.quote(FlatVectorKernels.class.getName() + "." + kernel) + "$")
        .param("bytes", Integer.toString(bytes))
        .forks(1)
        .warmupIterations(ITERATIONS)
        .warmupTime(iteration)
        .measurementIterations(ITERATIONS)
        .measurementTime(iteration)
        .shouldFailOnError(true)
        .jvmArgs("-Xmx256m", "-XX:MaxDirectMemorySize=256m")
        .build();
  }

  private PrintStream log() throws IOException {
    Files.createDirectories(logs);
    return new PrintStream(
        Files.newOutputStream(
            logs.resolve("kernel-jmh.log"), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
        false,
        StandardCharsets.UTF_8);
  }
}
