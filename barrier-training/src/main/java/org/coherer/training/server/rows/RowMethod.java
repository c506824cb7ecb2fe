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
  PUSH(22),
  /** The server writes its shards to a folder; of the driver, while no worker takes part. */
  SAVE(23),
  /** The server replaces its shards by those of a folder; of the driver, as above. */
  LOAD(24),
  /** How many rows there are. */
  STATUS(25);

  private static final int FIRST = 20;

  private final int code;

  RowMethod(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** Returns whether a method is one of these, rather than one about parameters. */
  static boolean isOne(int code) {
    return code >= FIRST;
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
