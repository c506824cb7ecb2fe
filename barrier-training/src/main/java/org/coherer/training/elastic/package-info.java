/**
 * Training with a parameter server on ordinary Spark jobs: servers in a job of their own, workers
 * as tasks that may start late, die, and be run again. No barrier stage, so it works with dynamic
 * allocation and with fewer slots than workers.
 */
package org.coherer.training.elastic;
