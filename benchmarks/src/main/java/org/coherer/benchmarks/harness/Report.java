package org.coherer.benchmarks.harness;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Prints results as they come and keeps them for a file. */
public final class Report {

  private final PrintStream results;
  private final PrintStream remarks;
  private final List<String> kept = new ArrayList<>();

  /** Prints result lines to one stream and everything else to another. */
  public Report(PrintStream results, PrintStream remarks) {
    this.results = results;
    this.remarks = remarks;
  }

  /** Takes the line of one case. */
  public void line(ResultLine line) {
    results.println(line);
    results.flush();
    kept.add(line.toString());
  }

  /** Adds a remark on a skipped case or a check: a comment in the file. */
  public void remark(String text) {
    remarks.println(text);
    kept.add("# " + text);
  }

  /** Returns everything so far, in order, remarks as comments. */
  public List<String> kept() {
    return List.copyOf(kept);
  }
}
