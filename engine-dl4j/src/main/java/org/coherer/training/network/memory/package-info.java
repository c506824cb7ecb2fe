/** Memory off the heap as vectors and matrices, and its assignment to the buffers of a network. */
package org.coherer.training.network.memory;
