/**
 * The path between two ranks of one machine: a memory-mapped segment with a ring of bytes for each
 * direction.
 */
package org.coherer.training.transport.shm;
