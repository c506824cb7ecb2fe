/**
 * The engine that runs networks written with Deeplearning4j. Nothing outside this module uses the
 * packages below it: they are public for each other alone.
 */
package org.coherer.training.engine.dl4j;
