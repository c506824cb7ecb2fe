/**
 * Embedding tables as their users describe them, and where each id's row is: the hashes of ids and
 * strings, and the servers' shards. The shards themselves are in {@code embedding.table}, the
 * messages about their rows in {@code embedding.wire}.
 */
package org.coherer.training.embedding;
