/**
 * Walks through a network of DL4J's and has a {@link
 * org.coherer.training.engine.dl4j.export.Target} say the same in the language of another library.
 */
package org.coherer.training.engine.dl4j.export;
