/**
 * Messages about rows of embedding tables, and what a client does with the ids of a batch: each
 * distinct id is asked for once, at the shard that has its row, and gets one gradient.
 */
package org.coherer.training.embedding.wire;
