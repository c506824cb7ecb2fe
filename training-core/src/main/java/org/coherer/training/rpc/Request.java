package org.coherer.training.rpc;

import java.nio.ByteBuffer;

/**
 * A request as a server has received it. It is to be answered or refused once, now or later, by any
 * thread; whatever comes after the first is ignored, as is an answer to a client that is gone.
 */
public interface Request {

  /** Returns the number by which the client has introduced itself. */
  int client();

  /** Returns which connection it came over; differs between two connections of one client. */
  long connection();

  /** Returns what is asked for: a number that client and server have agreed on. */
  int method();

  /** Returns the content, in native byte order, from position 0; valid until the answer. */
  ByteBuffer body();

  /**
   * Answers with the remaining bytes of some buffers, one after the other. They have been copied
   * when this returns.
   */
  void answer(ByteBuffer... content);

  /** Answers that the request fails. The client gets a {@link RequestRefusedException}. */
  void refuse(String why);
}
