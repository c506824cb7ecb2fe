/**
 * Requests and responses between the processes of a run: the SPI of the channel between the clients
 * of a parameter server and its servers.
 */
package org.coherer.training.rpc;
