/**
 * The SPI of one replica of a network. A second deep-learning library is one more package below
 * this one.
 */
package org.coherer.training.engine;
