package org.coherer.benchmarks.barrier;

/**
 * Something that a process of this machine has noted as soon as it had done it.
 *
 * @param rank the rank that the process had when it began to note
 * @param process the operating system's number of the process
 * @param number what it has done: steps are counted from 1
 * @param nanos when, by {@link System#nanoTime}, which is the same clock in all processes of a
 *     Linux machine
 */
public record Moment(int rank, long process, long number, long nanos) {}
