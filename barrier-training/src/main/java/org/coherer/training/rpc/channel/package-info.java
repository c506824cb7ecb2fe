/** Opens both ends of the channel of requests, over the fastest link that is allowed. */
package org.coherer.training.rpc.channel;
