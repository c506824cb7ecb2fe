/** Builds networks of our own layers from those of DL4J, on the same parameters. */
package org.coherer.training.engine.dl4j.translation;
