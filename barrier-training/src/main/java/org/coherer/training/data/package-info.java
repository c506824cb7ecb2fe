/**
 * The data path on the executors: records, a rank's shard in its epoch cache, shuffling and
 * batches.
 */
package org.coherer.training.data;
