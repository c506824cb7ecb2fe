/** What runs a network: our own layers, or DL4J. */
package org.coherer.training.engine.dl4j.execution;
