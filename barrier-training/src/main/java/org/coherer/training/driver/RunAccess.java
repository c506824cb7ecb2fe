package org.coherer.training.driver;

import org.coherer.training.transport.auth.RunSecret;

/**
 * What admits a task to the driver of its run.
 *
 * @param token the number of the run
 * @param secret what both sides prove to know; never leaves the process
 * @param encrypted whether they encrypt what they send after that
 */
public record RunAccess(long token, RunSecret secret, boolean encrypted) {}
