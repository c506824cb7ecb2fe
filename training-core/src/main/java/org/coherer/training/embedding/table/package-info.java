/** Shards of embedding tables: rows and the state of their optimizer off the heap, by id. */
package org.coherer.training.embedding.table;
