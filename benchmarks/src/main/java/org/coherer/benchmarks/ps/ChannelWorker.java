package org.coherer.benchmarks.ps;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.Base64;
import org.coherer.benchmarks.process.Request;
import org.coherer.benchmarks.process.Worker;
import org.coherer.benchmarks.process.WorkerLoop;
import org.coherer.benchmarks.raw.Timing;
import org.coherer.training.rpc.RequestClient;
import org.coherer.training.rpc.RequestServer;
import org.coherer.training.rpc.channel.RequestChannels;
import org.coherer.training.transport.RunIdentity;
import org.coherer.training.transport.TransportSettings;
import org.coherer.training.transport.TransportTimeouts;
import org.coherer.training.transport.auth.RunSecret;

/** A process that has a server, which echoes, or a client, or both. */
final class ChannelWorker implements Worker {

  /** The request to open a server: secret, link. The answer is its port. */
  static final String LISTEN = "listen";

  /** The request to open a client: secret, link, port. */
  static final String CONNECT = "connect";

  /** The request to prove that answers are right: bytes, requests under way. */
  static final String CHECK = "check";

  /** The request for the times of so many requests each: how many, warm-ups, iterations. */
  static final String RUN = "run";

  /** The request to do nothing, while another process works. */
  static final String IDLE = "idle";

  /** Where servers listen. */
  static final String HOST = "127.0.0.1";

  private static final int SERVER = 0;
  private static final int CLIENT = 1;
  private static final TransportTimeouts TIMEOUTS =
      new TransportTimeouts(Duration.ofSeconds(30), Duration.ofMinutes(1));

  private RequestServer server;
  private RequestClient client;
  private ChannelLoad load;

  /** Serves the parent. */
  public static void main(String[] arguments) throws InterruptedException {
    WorkerLoop.serve(new ChannelWorker());
  }

  /** Encodes a secret as a word. */
  static String encode(RunSecret secret) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(secret);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot write to memory", e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  @Override
  public String answer(Request request) throws IOException, ClassNotFoundException {
    return switch (request.verb()) {
      case LISTEN -> listen(request);
      case CONNECT -> connect(request);
      case CHECK -> check(request);
      case RUN -> run(request);
      case IDLE -> "";
      default -> throw request.unknown();
    };
  }

  private String listen(Request request) throws IOException, ClassNotFoundException {
    TransportSettings settings = settings(SERVER, request.text(0), ChannelLink.of(request.text(1)));
    server = RequestChannels.listen(settings, each -> each.answer(each.body()));
    return Integer.toString(server.port());
  }

  private String connect(Request request) throws IOException, ClassNotFoundException {
    TransportSettings settings = settings(CLIENT, request.text(0), ChannelLink.of(request.text(1)));
    client = RequestChannels.connect(settings, HOST, request.number(2), SERVER);
    return "";
  }

  /** Returns the settings of one end, with a secret that is encoded as a word. */
  static TransportSettings settings(int number, String secret, ChannelLink link)
      throws IOException, ClassNotFoundException {
    byte[] bytes = Base64.getDecoder().decode(secret);
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return new TransportSettings(
          number,
          HOST,
          new RunIdentity(SERVER, 0),
          (RunSecret) in.readObject(),
          TIMEOUTS,
          link.options(),
          () -> false);
    }
  }

  private String check(Request request) {
    load = new ChannelLoad(client, request.number(0), request.number(1));
    load.check();
    return "";
  }

  private String run(Request request) {
    int count = request.number(0);
    return Timing.of(request.number(1), request.number(2), () -> load.requests(count));
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
    if (server != null) {
      server.close();
    }
  }
}
