/**
 * A run as jobs of Spark, whatever kind of stage its tasks are of: on the driver, {@code RunDriver}
 * submits jobs and puts the result together; in a task, {@code Worker} runs a rank from its shards
 * to its part of the result. What kind it is, a {@code StageKind} says.
 */
package org.coherer.training.job;
