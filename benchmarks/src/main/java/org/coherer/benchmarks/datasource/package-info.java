/** The speed at which the formats of module datasource are read, beside plain reads and Parquet. */
package org.coherer.benchmarks.datasource;
