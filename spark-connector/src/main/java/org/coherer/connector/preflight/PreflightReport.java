package org.coherer.connector.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.coherer.connector.memory.ByteText;
import org.coherer.connector.memory.ExecutorMemory;
import org.coherer.connector.memory.FitMemory;
import org.coherer.connector.memory.WorkerMemory;

/**
 * What was found before a fit.
 *
 * @param session what the application is, a line for each thing
 * @param findings errors and warnings
 * @param memory what the fit takes off the heap; empty where that is not known
 * @param granted what an executor is granted
 * @param notes what could not be checked, and why
 */
public record PreflightReport(
    List<String> session,
    List<Finding> findings,
    Optional<FitMemory> memory,
    ExecutorMemory granted,
    List<String> notes) {

  /** Copies the lists, and has errors come first. */
  public PreflightReport {
    session = List.copyOf(session);
    findings =
        Stream.concat(
                findings.stream().filter(Finding::isError),
                findings.stream().filter(finding -> !finding.isError()))
            .toList();
    notes = List.copyOf(notes);
  }

  /** Returns the errors, any of which stops a fit. */
  public List<Finding> errors() {
    return findings.stream().filter(Finding::isError).toList();
  }

  /** Returns the warnings. */
  public List<Finding> warnings() {
    return findings.stream().filter(finding -> !finding.isError()).toList();
  }

  /** Returns the report as text. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add("Pre-flight: " + count(errors(), "error") + ", " + count(warnings(), "warning"));
    session.forEach(line -> lines.add("  " + line));
    memory.ifPresent(fit -> addMemory(lines, fit));
    notes.forEach(note -> lines.add("  not checked: " + note));
    for (Finding finding : findings) {
      lines.add("");
      lines.add(finding.severity() + " " + String.join(", ", finding.names()));
      lines.add("  " + finding.what());
      addPart(lines, "why: ", finding.why());
      addPart(lines, "remedy: ", finding.remedy());
    }
    return String.join("\n", lines) + "\n";
  }

  private void addMemory(List<String> lines, FitMemory fit) {
    WorkerMemory worker = fit.worker();
    int tasks = Math.max(1, granted.tasks());
    lines.add(
        String.format(
            Locale.ROOT,
            "  network: %,d parameters; a worker takes %s off the heap: parameters, gradients and"
                + " optimizer %s, copies %s, outputs of a batch %s, batches %s, exchange %s, rows %s",
            fit.parameters(),
            ByteText.of(worker.bytes()),
            ByteText.of(worker.network()),
            ByteText.of(worker.copies()),
            ByteText.of(worker.outputs()),
            ByteText.of(worker.batches()),
            ByteText.of(worker.exchange()),
            ByteText.of(worker.rows())));
    lines.add(
        "  an executor with "
            + Math.min(tasks, fit.workers())
            + " of "
            + fit.workers()
            + " workers takes "
            + ByteText.of(fit.executor(tasks))
            + " beside its heap of "
            + ByteText.of(granted.heap()));
  }

  private static void addPart(List<String> lines, String name, String text) {
    if (!text.isEmpty()) {
      lines.add("  " + name + text);
    }
  }

  private static String count(List<Finding> some, String name) {
    return some.size() + " " + name + (some.size() == 1 ? "" : "s");
  }

  @Override
  public String toString() {
    return text();
  }
}
