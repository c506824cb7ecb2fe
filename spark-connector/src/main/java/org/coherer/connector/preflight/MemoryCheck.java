package org.coherer.connector.preflight;

import java.util.ArrayList;
import java.util.List;
import org.coherer.connector.memory.ByteText;
import org.coherer.connector.memory.ExecutorMemory;
import org.coherer.connector.memory.ExecutorMemory.Manager;
import org.coherer.connector.memory.FitMemory;

/**
 * Compares what a fit takes off the heap with what its executors are granted.
 *
 * <p>An error is certain on Kubernetes alone, and only if the networks do not fit a pod, heap
 * included: its limit cannot be switched off. Elsewhere, and as long as a heap that is not full may
 * make up for it, there is a warning.
 *
 * @param fit what the fit takes
 * @param granted what an executor is granted
 * @param executors how many executors share the machine, where the machine is the limit
 * @param machine the memory of that machine in bytes
 */
public record MemoryCheck(FitMemory fit, ExecutorMemory granted, int executors, long machine)
    implements Check {

  private static final String DIRECT = "-XX:MaxDirectMemorySize";

  @Override
  public List<Finding> findings() {
    List<Finding> found = new ArrayList<>();
    switch (granted.manager()) {
      case LOCAL, ONE_MACHINE -> addMachine(found);
      case YARN, KUBERNETES -> addContainer(found);
      case UNLIMITED -> {}
    }
    addDirect(found);
    return found;
  }

  private void addContainer(List<Finding> found) {
    long needed = fit.executor(granted.tasks());
    if (needed <= granted.beside()) {
      return;
    }
    long networks = Math.min(granted.tasks(), fit.workers()) * fit.worker().network();
    boolean certain = granted.manager() == Manager.KUBERNETES && networks > granted.total();
    String who = granted.manager().text();
    found.add(
        new Finding(
            certain ? Finding.Severity.ERROR : Finding.Severity.WARNING,
            List.of(ExecutorMemory.OVERHEAD),
            (certain ? "Cannot train: an" : "An")
                + " executor needs "
                + ByteText.of(needed)
                + " beside its heap of "
                + ByteText.of(granted.heap())
                + ", and "
                + who
                + " grants "
                + ByteText.of(granted.beside()),
            parts(granted.tasks()) + ", and " + who + " ends an executor that takes more",
            "set "
                + ExecutorMemory.OVERHEAD
                + " to "
                + ByteText.setting(needed)
                + ", "
                + ByteText.setting(needed - granted.beside())
                + " more, or lower batchSize or the workers of an executor"));
  }

  private void addMachine(List<Finding> found) {
    boolean local = granted.manager() == Manager.LOCAL;
    int tasks = local ? fit.workers() + fit.servers() : granted.tasks();
    long each = fit.executor(tasks) + granted.heap() + (local ? fit.driver() : 0);
    long needed = each * (local ? 1 : executors);
    if (needed <= machine) {
      return;
    }
    found.add(
        Finding.warning(
            local ? "spark.driver.memory" : "spark.executor.memory",
            "Training needs "
                + ByteText.of(needed)
                + " with its heap of "
                + ByteText.of(granted.heap())
                + ", and the machine has "
                + ByteText.of(machine),
            parts(tasks) + ", and the system ends a process when memory runs out",
            "lower batchSize or numWorkers, or take a machine of more memory"));
  }

  private void addDirect(List<Finding> found) {
    long needed = fit.direct(granted.tasks());
    if (needed <= granted.direct()) {
      return;
    }
    String who = granted.manager() == Manager.LOCAL ? "driver" : "executor";
    String options = "spark." + who + ".extraJavaOptions";
    found.add(
        Finding.warning(
            options,
            "Batches, copies of the network and rows take "
                + ByteText.of(needed)
                + " of buffers off the heap, and the limit is "
                + ByteText.of(granted.direct()),
            "workers end with an OutOfMemoryError; the limit is the heap's size if none is set",
            "set "
                + DIRECT
                + "="
                + ByteText.setting(needed)
                + " in "
                + options
                + ", or lower cacheMemory or batchSize"));
  }

  private String parts(int tasks) {
    int together = Math.min(tasks, fit.workers());
    return together
        + (together == 1 ? " worker takes " : " workers take ")
        + ByteText.of(fit.worker().bytes())
        + (together == 1 ? "" : " each")
        + (fit.servers() == 0 ? "" : ", a server " + ByteText.of(fit.server()))
        + ", the process itself "
        + ByteText.of(FitMemory.EXECUTOR);
  }
}
