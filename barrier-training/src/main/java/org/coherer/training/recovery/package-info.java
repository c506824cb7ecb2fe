/**
 * What outlives the failure of an attempt: the shards, replicas and positions of ranks whose
 * executors go on. The next attempt finds them and goes on at the next step. Knows nothing of
 * Spark.
 */
package org.coherer.training.recovery;
