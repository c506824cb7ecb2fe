package org.coherer.training.server;

import org.coherer.training.rpc.Request;
import org.coherer.training.vector.FlatVector;

/**
 * A step that waits: for other workers' gradients, or for the slowest of them.
 *
 * @param worker who has made it
 * @param request is answered when the worker may go on
 * @param step what it says of the step
 */
record WaitingStep(int worker, Request request, Messages.Step step) {

  /** Returns the gradients of the server's part. */
  FlatVector gradients() {
    return Messages.behind(Messages.Step.BYTES, request.body());
  }
}
