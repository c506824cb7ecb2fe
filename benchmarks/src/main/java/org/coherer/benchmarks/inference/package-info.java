/** The speed of prediction on one thread, for networks of several kinds. */
package org.coherer.benchmarks.inference;
