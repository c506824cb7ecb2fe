package org.coherer.training.checkpoint.format;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which checkpoint it is. Two attempts of a run, and two runs, have different ones at the same
 * position, so that no two writers write one file.
 *
 * @param position where the run stood
 * @param run the token of the run
 * @param attempt the attempt, also called generation, from 0
 */
public record CheckpointId(CheckpointPosition position, long run, int attempt) {

  private static final Pattern FILE =
      Pattern.compile(
          "checkpoint-(\\d{6,10})-(\\d{10,19})-([0-9a-f]{16})-(\\d{1,10})"
              + "\\.(manifest|slice-(\\d{5,10})-of-(\\d{5,10}))");

  /** Checks the attempt. */
  public CheckpointId {
    Objects.requireNonNull(position, "position");
    if (attempt < 0) {
      throw new IllegalArgumentException("Invalid attempt " + attempt + " (must be at least 0)");
    }
  }

  /** Returns what the names of its files begin with. */
  public String name() {
    return String.format(
        Locale.ROOT,
        "checkpoint-%06d-%010d-%s-%d",
        position.epochs(),
        position.steps(),
        HexFormat.of().toHexDigits(run),
        attempt);
  }

  /** Returns the name of the file that is written last. */
  public String manifest() {
    return name() + ".manifest";
  }

  /** Returns the name of the file of a rank. */
  public String slice(int rank, int ranks) {
    return name() + String.format(Locale.ROOT, ".slice-%05d-of-%05d", rank, ranks);
  }

  /**
   * Returns the checkpoint to which a file belongs.
   *
   * @return empty if no checkpoint has a file of this name
   */
  public static Optional<CheckpointId> ofFile(String file) {
    Matcher parts = FILE.matcher(file);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      CheckpointId id =
          new CheckpointId(
              new CheckpointPosition(
                  Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2))),
              HexFormat.fromHexDigitsToLong(parts.group(3)),
              Integer.parseInt(parts.group(4)));
      return file.equals(parts.group(6) == null ? id.manifest() : id.slice(parts))
          ? Optional.of(id)
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty(); // Numbers of this length that no int or long can hold.
    }
  }

  private String slice(Matcher parts) {
    return slice(Integer.parseInt(parts.group(6)), Integer.parseInt(parts.group(7)));
  }
}
