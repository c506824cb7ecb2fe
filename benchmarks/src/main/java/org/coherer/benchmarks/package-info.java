/**
 * The command behind {@code bin/bench}: finds a benchmark by its name, runs it, keeps its lines.
 */
package org.coherer.benchmarks;
