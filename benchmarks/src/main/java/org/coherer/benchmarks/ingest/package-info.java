/** The speed at which rows of a DataFrame become batches. */
package org.coherer.benchmarks.ingest;
