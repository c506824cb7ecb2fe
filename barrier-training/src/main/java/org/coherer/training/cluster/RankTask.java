package org.coherer.training.cluster;

/**
 * A task of the barrier stage that has started and not ended, as far as Spark knows.
 *
 * @param attempt the attempt of the run, from 0
 * @param rank the rank
 * @param executor the executor's id
 * @param host its host
 * @param lastSignNanos when the task started or the executor sent Spark its last heartbeat,
 *     whichever was later, by {@link System#nanoTime}
 */
public record RankTask(int attempt, int rank, String executor, String host, long lastSignNanos) {}
