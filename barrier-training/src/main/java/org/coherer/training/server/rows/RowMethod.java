package org.coherer.training.server.rows;

/**
 * What a server of rows is asked for; see docs/protocol.md for the content of each request. The
 * numbers differ from those of the requests about parameters.
 */
enum RowMethod {
  /** Whether the server has a shard of a table as the client knows it. */
  CHECK(20),
  /** The rows of some ids. */
  PULL(21),
  /** Gradients, which change the rows of some ids. */
  PUSH(22);

  private final int code;

  RowMethod(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static RowMethod of(int code) {
    for (RowMethod method : values()) {
      if (method.code == code) {
        return method;
      }
    }
    throw new IllegalArgumentException("Unknown method " + code + " of a server of rows");
  }
}
