/**
 * What all kinds of request channels share: requests under way at a client, flow control, and how a
 * server's threads handle what has arrived.
 */
package org.coherer.training.rpc.call;
