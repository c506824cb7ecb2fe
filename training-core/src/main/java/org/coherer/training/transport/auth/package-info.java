/** How two ends of a connection prove to each other that they know the run's secret. */
package org.coherer.training.transport.auth;
