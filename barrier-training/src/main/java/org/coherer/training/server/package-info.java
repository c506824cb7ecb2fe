/**
 * A parameter server: who holds which parameters, how updates are applied to them, and how far
 * workers may be apart. Knows neither Spark nor sockets.
 */
package org.coherer.training.server;
