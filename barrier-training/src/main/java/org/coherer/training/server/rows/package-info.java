/**
 * Rows of embedding tables over the channel of requests: a server answers pulls and pushes of its
 * shards; a client asks all servers for the rows of a batch at once.
 */
package org.coherer.training.server.rows;
