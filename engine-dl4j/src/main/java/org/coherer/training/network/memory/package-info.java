/** Memory off the heap, seen as numbers and as matrices, and how a network shares it out. */
package org.coherer.training.network.memory;
