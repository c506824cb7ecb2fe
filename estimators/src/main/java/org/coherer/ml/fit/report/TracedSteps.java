package org.coherer.ml.fit.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.ml.param.TrainingParams;
import org.coherer.training.plan.StepRange;

/** The steps that the Param {@code profileSteps} names. */
public final class TracedSteps {

  /** Enough to see what recurs; a trace of ten thousand steps is too large to be looked at. */
  private static final long MOST = 1000;

  private static final Pattern RANGE = Pattern.compile("(\\d{1,18})-(\\d{1,18})");
  private static final String STEPS = "profileSteps";
  private static final String FOLDER = "profileDir";

  private TracedSteps() {}

  /**
   * Returns the steps; none if the Param is not set.
   *
   * @throws IllegalArgumentException if it names none, or too many, or there is no folder for them
   */
  public static StepRange of(TrainingParams<?> params) {
    boolean wanted = params.isSet(params.profileSteps());
    if (wanted != params.isSet(params.profileDir())) {
      throw new InvalidParamException(
          wanted
              ? "profileSteps is set and profileDir is not (set profileDir to the folder that the"
                  + " profile goes to)"
              : "profileDir is set and profileSteps is not (set profileSteps to the steps to"
                  + " profile, such as 101-120)",
          STEPS,
          FOLDER);
    }
    return wanted ? parse(params.getProfileSteps()) : StepRange.NONE;
  }

  private static StepRange parse(String text) {
    Matcher range = RANGE.matcher(text);
    if (range.matches()) {
      long first = Long.parseLong(range.group(1));
      long last = Long.parseLong(range.group(2));
      if (first >= 1 && last >= first && last - first < MOST) {
        return new StepRange(first, last);
      }
    }
    throw new InvalidParamException(
        "Invalid profileSteps '"
            + text
            + "' (must be first-last, such as 101-120, counted from 1, at most "
            + MOST
            + " steps)",
        STEPS);
  }
}
