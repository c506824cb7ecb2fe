/**
 * The loop that every rank goes through, step by step and epoch by epoch. Knows nothing of Spark.
 */
package org.coherer.training.loop;
