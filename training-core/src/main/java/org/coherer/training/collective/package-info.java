/** Collective operations on flat vectors, built on the one primitive of a transport. */
package org.coherer.training.collective;
