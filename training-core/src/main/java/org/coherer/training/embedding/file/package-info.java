/**
 * Embedding tables as files: snapshots that servers write and restore, with any number of servers,
 * and tables that are looked up where they lie. The format is in docs/protocol.md.
 */
package org.coherer.training.embedding.file;
