/** Optimizer steps as DL4J's updater makes them, on all parameters or on a shard of them. */
package org.coherer.training.engine.dl4j.update;
