/**
 * The plugin of Spark that is named by {@code spark.plugins}: executors that check their engine as
 * they start and tell what is free on their machines, and metrics of fits and of processes in
 * Spark's metrics system. Nothing trains differently without it.
 */
package org.coherer.connector.plugin;
