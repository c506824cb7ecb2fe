/**
 * The engine that runs networks written with Deeplearning4j. The only package that imports DL4J and
 * ND4J.
 */
package org.coherer.training.engine.dl4j;
