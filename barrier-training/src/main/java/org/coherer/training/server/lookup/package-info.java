/**
 * Embedding tables on the side of a worker: what a network takes in place of the ids of a batch,
 * and what becomes of the gradients of these inputs.
 */
package org.coherer.training.server.lookup;
