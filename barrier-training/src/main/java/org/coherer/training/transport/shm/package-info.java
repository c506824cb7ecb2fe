/**
 * The link between two processes of one machine: a memory-mapped segment with a ring buffer for
 * each direction.
 */
package org.coherer.training.transport.shm;
