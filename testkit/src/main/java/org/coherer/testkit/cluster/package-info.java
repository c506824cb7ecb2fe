/**
 * Clusters of real processes on this machine, without a Spark download: the build puts the jars of
 * Spark and of Coherer into one directory, and these start from it.
 */
package org.coherer.testkit.cluster;
