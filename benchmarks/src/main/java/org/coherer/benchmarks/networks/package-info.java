/** The networks that several benchmarks measure. */
package org.coherer.benchmarks.networks;
