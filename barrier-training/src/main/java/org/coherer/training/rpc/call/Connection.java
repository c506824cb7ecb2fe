package org.coherer.training.rpc.call;

/**
 * Identifies a connection of a server.
 *
 * @param client the number by which the client has introduced itself
 * @param number differs between all connections of a server
 * @param address where the client is, as messages say it
 */
public record Connection(int client, long number, String address) {

  @Override
  public String toString() {
    return "client " + client + " (" + address + ")";
  }
}
