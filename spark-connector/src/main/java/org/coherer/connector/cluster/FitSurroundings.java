package org.coherer.connector.cluster;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.coherer.connector.memory.ExecutorMemory;
import org.coherer.connector.memory.FitMemory;
import org.coherer.connector.preflight.Check;
import org.coherer.connector.preflight.DriverMachine;
import org.coherer.connector.preflight.Finding;
import org.coherer.connector.preflight.LocalFoldersCheck;
import org.coherer.connector.preflight.MemoryCheck;
import org.coherer.connector.preflight.PortsCheck;
import org.coherer.connector.preflight.SharedMemoryCheck;
import org.coherer.training.cluster.ExecutorSlots;
import org.coherer.training.plan.TrainingPlan;
import org.coherer.training.transport.LinkKind;
import org.coherer.training.transport.TransportOptions;

/**
 * What a planned run finds around it: the memory that executors are granted, and, as far as the
 * driver's machine is theirs, its memory and its disks. Of other machines it knows the disks where
 * the plugin is on.
 *
 * @param conf the settings of the application
 * @param executor what each executor is granted
 * @param machine the driver's machine
 * @param executorsHere how many executors run there beside the driver
 * @param machines those of the executors, one for each, least free disks first; none where nobody
 *     tells
 */
public record FitSurroundings(
    SparkConf conf,
    ExecutorMemory executor,
    DriverMachine machine,
    int executorsHere,
    List<ExecutorMachine> machines) {

  /** Copies the list. */
  public FitSurroundings {
    machines = List.copyOf(machines);
  }

  /** Looks at an application. */
  public static FitSurroundings of(SparkContext spark, TransportOptions transport) {
    SparkConf conf = spark.getConf();
    DriverMachine machine = DriverMachine.here(conf, transport.sharedMemory());
    List<String> hosts = ExecutorSlots.hosts(spark);
    int executors = Math.max(1, hosts.size());
    int tasks = (Slots.registered(spark) + executors - 1) / executors;
    String own = conf.get("spark.driver.host", "");
    int here = (int) hosts.stream().filter(own::equals).count();
    return new FitSurroundings(
        conf,
        ExecutorMemory.of(conf, machine.heap()).orTasks(tasks),
        machine,
        here,
        spark.isLocal() ? List.of() : ExecutorMachines.of(spark).all());
  }

  /** Returns what speaks against a run that takes so much. */
  public List<Finding> findings(TrainingPlan plan, FitMemory memory) {
    Stream<Check> checks =
        Stream.of(
            new MemoryCheck(memory, executor, Math.max(1, executorsHere), machine.memory()),
            ports(plan),
            machines.isEmpty() ? sharedMemory(plan) : sharedMemoryOfExecutors(plan),
            machines.isEmpty() ? folders(memory) : foldersOfExecutors(memory));
    return checks.flatMap(check -> check.findings().stream()).toList();
  }

  private Check ports(TrainingPlan plan) {
    int together = Math.min(executor.tasks(), plan.workers().most());
    boolean checked = isLocal(conf); // by the plan
    return new PortsCheck(plan.transport().options().ports(), checked ? 0 : together, false);
  }

  private Check sharedMemory(TrainingPlan plan) {
    TransportOptions transport = plan.transport().options();
    boolean used = transport.links().contains(LinkKind.SHM);
    int sharing = used ? Math.min(executorsHere, plan.workers().most()) : 0;
    return new SharedMemoryCheck(transport.sharedMemory(), machine.shared(), sharing);
  }

  private Check folders(FitMemory memory) {
    long needed = isLocal(conf) ? memory.files() : 0;
    return new LocalFoldersCheck(machine.folders(), machine.free(), needed);
  }

  private static boolean isLocal(SparkConf conf) {
    return conf.get("spark.master", "").startsWith("local");
  }

  /** Executors of one machine share its disks. One finding says enough of many machines. */
  private Check foldersOfExecutors(FitMemory memory) {
    long ofWorker = (memory.files() + memory.workers() - 1) / memory.workers();
    return () ->
        machines.stream()
            .flatMap(
                each -> {
                  long workers = Math.min(memory.workers(), executor.tasks() * together(each));
                  String folders = each.folders() + " on " + each.host();
                  return new LocalFoldersCheck(folders, each.free(), workers * ofWorker)
                      .findings().stream();
                })
            .limit(1)
            .toList();
  }

  private Check sharedMemoryOfExecutors(TrainingPlan plan) {
    TransportOptions transport = plan.transport().options();
    if (!transport.links().contains(LinkKind.SHM)) {
      return List::of;
    }
    return () ->
        machines.stream()
            .filter(each -> each.sharedFolder().equals(transport.sharedMemory()))
            .flatMap(
                each -> {
                  int sharing = (int) Math.min(together(each), plan.workers().most());
                  String folder = each.sharedFolder() + " on " + each.host();
                  return new SharedMemoryCheck(folder, each.shared(), sharing).findings().stream();
                })
            .limit(1)
            .toList();
  }

  /** Returns how many executors a machine has. */
  private long together(ExecutorMachine with) {
    return machines.stream().filter(each -> each.host().equals(with.host())).count();
  }
}
