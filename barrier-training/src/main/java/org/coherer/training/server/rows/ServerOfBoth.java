package org.coherer.training.server.rows;

import org.coherer.training.rpc.Request;
import org.coherer.training.rpc.RequestHandler;

/**
 * Parameters and rows behind one channel: whatever is about rows is handled by their server, all
 * else, and the end of connections, by that of the parameters.
 *
 * @param parameters the server of the parameters, which knows the rows
 * @param rows the server of the rows
 */
public record ServerOfBoth(RequestHandler parameters, TableServer rows) implements RequestHandler {

  @Override
  public void handle(Request request) {
    RequestHandler its = RowMethod.isOne(request.method()) ? rows : parameters;
    its.handle(request);
  }

  @Override
  public void disconnected(int client, long connection) {
    parameters.disconnected(client, connection);
  }
}
