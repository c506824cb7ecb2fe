package org.coherer.training.driver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Collects what failed on the ranks and finds the first cause among it. */
final class FailureLog {

  private static final int MAX_FAILURES = 256;

  /** How Spark says so: for a job, a group, a tag, a stage or the whole application. */
  private static final Pattern CANCELLED =
      Pattern.compile("\\bJob \\d+ cancelled\\b|\\bcancelled because SparkContext was shut down");

  private final List<Report.Failure> failures = new ArrayList<>();

  /** How many of them the last call of {@link #firstOfNew} has seen. */
  private int asked;

  synchronized void add(Report.Failure failure) {
    if (failures.size() < MAX_FAILURES) {
      failures.add(failure);
      notifyAll();
    }
  }

  /**
   * Waits while the reports of the last attempt are nothing but echoes: the rank whose end the
   * others have noticed may be about to say why. One that was killed never does. An interrupt of
   * the thread ends the wait and stays.
   *
   * @param patience how long to wait at most
   */
  synchronized void awaitCause(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    long left = patience.toNanos();
    try {
      while (left > 0 && hasEchoesAlone()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = end - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether Spark's reason for the end of a job is that nobody wants it any more. */
  static boolean isUnwanted(Throwable sparks) {
    return sparks instanceof InterruptedException
        || isCancelled(String.valueOf(sparks.getMessage()));
  }

  private boolean hasEchoesAlone() {
    int last = failures.stream().mapToInt(Report.Failure::attempt).max().orElse(-1);
    return last >= 0
        && failures.stream()
            .filter(failure -> failure.attempt() == last)
            .allMatch(Report.Failure::echo);
  }

  /** Returns the first failure that every attempt would end with, if there is one. */
  synchronized Optional<String> hopeless() {
    return failures.stream()
        .filter(failure -> failure.kind() == FailureKind.FINAL)
        .findFirst()
        .map(FailureLog::text);
  }

  /**
   * Returns one sentence on what ended the run: of the last attempt, the first failure that is not
   * merely the echo of another rank's. Where Spark says that the job was cancelled, that comes
   * first, and without any report it is all. In every attempt before, ranks may have failed too,
   * and were no reason to stop.
   */
  synchronized String describe(Throwable sparks) {
    Optional<String> first = first();
    if (sparks instanceof InterruptedException) {
      return "Training was interrupted" + before(first);
    }
    String message = String.valueOf(sparks.getMessage());
    if (isCancelled(message)) {
      return "Training was cancelled: " + firstLine(message) + before(first);
    }
    return first.map(text -> "Training failed on " + text).orElse("Training failed: " + message);
  }

  /** Returns whether another job may do better than one that has ended so. */
  synchronized boolean mayBeTriedAgain(Throwable sparks) {
    return !failures.isEmpty() && hopeless().isEmpty() && !isUnwanted(sparks);
  }

  private static boolean isCancelled(String message) {
    return CANCELLED.matcher(message).find();
  }

  /** Returns the first cause among the reports of the last attempt, if there are any. */
  synchronized Optional<String> first() {
    return firstOf(failures);
  }

  /**
   * Returns the first cause among the reports since the last call, in one line, if there are any.
   */
  synchronized Optional<String> firstOfNew() {
    List<Report.Failure> unasked = failures.subList(asked, failures.size());
    asked = failures.size();
    return firstOf(unasked).map(FailureLog::firstLine);
  }

  private static Optional<String> firstOf(List<Report.Failure> some) {
    return some.stream()
        .min(
            Comparator.comparingInt((Report.Failure failure) -> -failure.attempt())
                .thenComparing(Report.Failure::echo))
        .map(FailureLog::text);
  }

  private static String before(Optional<String> first) {
    return first.map(text -> "; before that, an attempt failed on " + text).orElse("");
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }

  private static String text(Report.Failure failure) {
    return "rank "
        + failure.rank()
        + " ("
        + failure.host()
        + (failure.processId() > 0 ? ", process " + failure.processId() : "")
        + ", attempt "
        + (failure.attempt() + 1)
        + "): "
        + failure.text();
  }
}
