package org.coherer.ml.checkpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntFunction;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.ml.param.CheckpointParams;
import org.coherer.training.checkpoint.CheckpointLocation;
import org.coherer.training.checkpoint.CheckpointMismatchException;
import org.coherer.training.checkpoint.CheckpointStore.Verification;
import org.coherer.training.checkpoint.LatestCheckpoint;
import org.coherer.training.checkpoint.OnFailure;
import org.coherer.training.checkpoint.format.Fingerprint;
import org.coherer.training.saving.SavedState;
import org.coherer.training.trainer.CheckpointInterval;
import org.coherer.training.trainer.Checkpointing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a fit. Each fit has a folder of its own in {@code checkpointDir}, which is
 * named after its rows, its number of workers and its fingerprint: fits of a pipeline, or of a
 * cross-validation, do not disturb each other, and one that is begun again finds its own.
 *
 * @param params those of the estimator
 * @param spark has the settings of file systems
 */
public record FitCheckpoints(CheckpointParams<?> params, SparkContext spark) {

  private static final Logger LOG = LoggerFactory.getLogger(FitCheckpoints.class);
  private static final String PREFIX = PlannedFit.PREFIX;

  /** Whether a fit resumes. */
  private enum Resume {
    AUTO,
    NEVER,
    REQUIRED
  }

  /**
   * Checks the Params, before any row is read.
   *
   * @throws IllegalArgumentException if checkpoints cannot be written, or a Param is alone
   */
  public void check() {
    resume();
    onFailure();
    if (!params.isSet(params.checkpointDir())) {
      for (var param :
          List.of(
              params.checkpointSteps(),
              params.checkpointSeconds(),
              params.resume(),
              params.onCheckpointFailure())) {
        // A copy by extractParamMap has every default set.
        if (!params.$(param).equals(params.getDefault(param).get())) {
          throw new InvalidParamException(
              "Cannot use " + param.name() + " without checkpointDir (set both)", param.name());
        }
      }
      return;
    }
    InvalidParamException.naming(
        "checkpointDir",
        () -> {
          try {
            location("").open().prepare();
            return params;
          } catch (IOException e) {
            throw new IllegalArgumentException(
                "Invalid checkpointDir " + params.getCheckpointDir() + ": " + e.getMessage(), e);
          }
        });
  }

  /**
   * Returns where and how often a run leaves checkpoints.
   *
   * @param library the version of Coherer
   * @return empty if there are none
   * @throws IllegalArgumentException if it must resume, and there is nothing to resume from
   */
  public Optional<Checkpointing> of(PlannedFit fit, String library) {
    if (!params.isSet(params.checkpointDir())) {
      return Optional.empty();
    }
    return reading(
        () -> {
          boolean alone = resume() == Resume.NEVER;
          Fingerprint mine = alone ? alone(fit.fingerprint()) : fit.fingerprint();
          if (!alone) {
            lookFor(fit);
          }
          return Optional.of(
              new Checkpointing(
                  location(fit.folder(mine)),
                  mine,
                  library,
                  new CheckpointInterval(
                      params.getCheckpointEpochs(),
                      params.getCheckpointSteps(),
                      params.getCheckpointSeconds()),
                  params.getCheckpointsToKeep(),
                  onFailure()));
        });
  }

  /**
   * Returns with how many workers the same fit, begun with another number, has left checkpoints;
   * empty if it may not resume, if there are none, or if there are some for this number too.
   *
   * @param fit as it is with this number
   * @param other the same fit with another number of workers
   */
  public OptionalInt otherWorkers(PlannedFit fit, IntFunction<PlannedFit> other) {
    if (!params.isSet(params.checkpointDir()) || resume() == Resume.NEVER) {
      return OptionalInt.empty();
    }
    return reading(
        () -> {
          Path folder = new Path(params.getCheckpointDir());
          FileSystem files = folder.getFileSystem(spark.hadoopConfiguration());
          Set<String> names = new HashSet<>();
          for (FileStatus status : files.listStatus(folder)) {
            names.add(status.getPath().getName());
          }
          return names.contains(fit.folder()) ? OptionalInt.empty() : fit.other(names, other);
        });
  }

  /** Reads files. */
  private interface Reading<T> {
    T read() throws IOException;
  }

  private <T> T reading(Reading<T> reading) {
    try {
      return reading.read();
    } catch (IOException e) {
      throw new InvalidParamException(
          "Cannot read checkpointDir " + params.getCheckpointDir() + ": " + e.getMessage(),
          List.of("checkpointDir"),
          e);
    }
  }

  private Resume resume() {
    String value = params.getResume();
    for (Resume each : Resume.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(value)) {
        return each;
      }
    }
    throw new InvalidParamException(
        "Invalid resume '" + value + "' (must be auto, never or required)", "resume");
  }

  private OnFailure onFailure() {
    String value = params.getOnCheckpointFailure();
    for (OnFailure each : OnFailure.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(value)) {
        return each;
      }
    }
    throw new InvalidParamException(
        "Invalid onCheckpointFailure '" + value + "' (must be warn or fail)",
        "onCheckpointFailure");
  }

  private CheckpointLocation location(String folder) throws IOException {
    String within = params.getCheckpointDir();
    return CheckpointLocation.of(
        folder.isEmpty() ? within : new Path(within, folder).toString(),
        spark.hadoopConfiguration());
  }

  /** One that no other fit has. */
  private static Fingerprint alone(Fingerprint fingerprint) {
    TreeMap<String, String> parts = new TreeMap<>(fingerprint.components());
    parts.put("run", UUID.randomUUID().toString());
    return Fingerprint.of(parts);
  }

  private void lookFor(PlannedFit fit) throws IOException {
    Fingerprint mine = fit.fingerprint();
    LatestCheckpoint own = latest(location(fit.folder()), mine);
    if (own.checkpoint().isPresent()) {
      LOG.info("Resumes from {}", own.checkpoint().get());
      return;
    }
    String what =
        "No checkpoint of this fit, whose fingerprint is "
            + mine
            + ", is in "
            + params.getCheckpointDir();
    if (resume() == Resume.REQUIRED) {
      List<String> others = others(mine);
      throw new InvalidParamException(
          what
              + (others.isEmpty() ? "" : "; others differ: " + String.join("; ", others))
              + " (make network, rows and Params equal, or set resume to auto)",
          "resume");
    }
    LOG.info("{}", what);
  }

  private static LatestCheckpoint latest(CheckpointLocation location, Fingerprint mine)
      throws IOException {
    Verification lengths = Verification.LENGTHS;
    return location.open().latest(mine, SavedState.check(location, lengths), lengths);
  }

  /** Returns in what the checkpoints of other fits differ. */
  private List<String> others(Fingerprint mine) throws IOException {
    List<String> others = new ArrayList<>();
    Path folder = new Path(params.getCheckpointDir());
    FileSystem files = folder.getFileSystem(spark.hadoopConfiguration());
    for (FileStatus status : files.listStatus(folder)) {
      if (status.isDirectory() && status.getPath().getName().startsWith(PREFIX)) {
        try {
          latest(location(status.getPath().getName()), mine);
        } catch (CheckpointMismatchException e) {
          others.add(status.getPath().getName() + " in " + String.join(", ", e.differences()));
        }
      }
    }
    return others;
  }
}
