package org.coherer.benchmarks.checkpoint;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.coherer.benchmarks.harness.RunSettings;
import org.coherer.benchmarks.process.JavaCommand;
import org.coherer.benchmarks.process.ProcessGroup;

/** The processes that save one case, each in a folder of its own. */
final class Contenders implements AutoCloseable {

  static final String OURS = "ours";
  static final String DL4J = "dl4j";
  static final String TORCH = "torch";

  private static final String SCRIPT = "torch_checkpoint.py";
  private static final Duration DEADLINE = Duration.ofMinutes(10);

  private final Path folder;
  private final Map<String, ProcessGroup> groups = new LinkedHashMap<>();

  /** Starts them; they have what they are to save. */
  Contenders(CheckpointCase measured, RunSettings settings) {
    folder = settings.logs().resolve("checkpoint").toAbsolutePath();
    try {
      start(OURS, java(CheckpointWorker.class, OURS, "8g"), settings);
      if (measured.beside()) {
        start(DL4J, java(Dl4jWorker.class, DL4J, "1g"), settings);
      }
      settings
          .torch()
          .ifPresent(torch -> start(TORCH, torch.command(SCRIPT, folder(TORCH)), settings));
      groups
          .values()
          .forEach(
              group ->
                  group.askAll(DEADLINE, CheckpointWorker.PREPARE + " " + measured.parameters()));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private List<String> java(Class<?> main, String name, String direct) {
    List<String> command = new ArrayList<>(JavaCommand.of(main, "1g", direct));
    command.add(folder(name).toString());
    return command;
  }

  private void start(String name, List<String> command, RunSettings settings) {
    RawDisk.delete(folder(name));
    groups.put(name, ProcessGroup.start("checkpoint-" + name, List.of(command), settings.logs()));
  }

  List<String> names() {
    return List.copyOf(groups.keySet());
  }

  Path folder(String name) {
    return folder.resolve(name);
  }

  /** Asks a process; returns the numbers that it answers with. */
  double[] ask(String name, String verb) {
    String[] words = groups.get(name).askAll(DEADLINE, verb).get(0).split(" ", -1);
    double[] numbers = new double[words.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Double.parseDouble(words[i]);
    }
    return numbers;
  }

  @Override
  public void close() {
    groups.values().forEach(ProcessGroup::close);
    groups.keySet().forEach(name -> RawDisk.delete(folder(name)));
  }
}
