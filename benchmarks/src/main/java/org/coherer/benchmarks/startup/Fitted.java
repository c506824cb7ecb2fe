package org.coherer.benchmarks.startup;

/**
 * What one fit has shown, in milliseconds.
 *
 * @param firstStep from the submission of its barrier job until all ranks have made the first step
 * @param before from the end of the job before to that submission
 */
record Fitted(double firstStep, double before) {}
