package org.coherer.benchmarks.harness;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What one run of a benchmark is given.
 *
 * @param quick whether it has to end within a minute
 * @param torch the Python that has PyTorch; empty where none was found
 * @param logs the folder for what processes write beside their answers
 * @param data the folder with files that the benchmark reads; empty where none was named
 * @param scripts the folder of our scripts in Python
 * @param selection the part that is asked for; {@link Selection#ALL} unless the benchmark has parts
 */
public record RunSettings(
    boolean quick,
    Optional<Torch> torch,
    Path logs,
    Optional<Path> data,
    Path scripts,
    Selection selection) {}
