package org.coherer.benchmarks.startup;

/**
 * An empty barrier job, in milliseconds from its submission.
 *
 * @param started until all of its tasks have started
 * @param met until Spark's barrier has let all of them go on
 */
record Empty(double started, double met) {}
