/**
 * Clusters of real processes on this machine, without a Spark download: the build puts Spark's jars
 * and Coherer's into one directory, the Spark home, and the commands here start from it.
 */
package org.coherer.examples.cluster;
