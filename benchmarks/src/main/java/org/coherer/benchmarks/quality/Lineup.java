package org.coherer.benchmarks.quality;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.coherer.benchmarks.harness.Report;
import org.coherer.benchmarks.process.JavaCommand;
import org.coherer.benchmarks.process.ProcessGroup;

/**
 * Prepares the processes of contenders.
 *
 * @param folder with the splits
 * @param logs the folder for logs
 * @param warmUps small tables, which are fitted before anything is timed
 */
record Lineup(QualityPython python, Path folder, Path logs, List<Table> warmUps) {

  private static final String HEAP = "2g";
  private static final String SCRIPT = "quality_peers.py";

  /** Returns one for each contender of a plan that is there; remarks say which are not. */
  List<ContenderProcess> processes(QualityPlan plan, Report report) {
    List<ContenderProcess> processes = new ArrayList<>();
    for (Contender contender : plan.contenders()) {
      if (contender.pythonPackage().map(python::has).orElse(true)) {
        processes.add(
            new ContenderProcess(contender, () -> start(contender), plan.deadline(), warmUps));
      } else {
        report.remark(
            "%s is absent: '%s' has no package %s"
                .formatted(
                    contender.label(), python.python(), contender.pythonPackage().orElseThrow()));
      }
    }
    return processes;
  }

  private ProcessGroup start(Contender contender) {
    return ProcessGroup.start("quality-" + contender.label(), List.of(command(contender)), logs);
  }

  private List<String> command(Contender contender) {
    if (contender.pythonPackage().isPresent()) {
      return python.command(SCRIPT, folder);
    }
    List<String> command = new ArrayList<>(JavaCommand.ofSpark(QualityWorker.class, HEAP, HEAP));
    command.add(folder.toString());
    return command;
  }
}
