package org.coherer.training.rpc;

/** A server has refused a request, or could not carry it out. The message is the server's. */
public class RequestRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Reports a refusal. */
  public RequestRefusedException(String message) {
    super(message);
  }
}
