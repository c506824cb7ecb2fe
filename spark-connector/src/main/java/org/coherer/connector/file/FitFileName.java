package org.coherer.connector.file;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.coherer.connector.report.FitReport;

/** What files and folders of one fit are called, among those of others. */
public final class FitFileName {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private FitFileName() {}

  /**
   * Returns the name. The time is part of it, since another driver counts its fits from 1, too.
   *
   * @param begun when the fit has begun
   */
  public static String of(FitReport.Fit fit, Instant begun) {
    return fit.uid() + "-" + TIME.format(begun) + "-" + fit.number();
  }
}
