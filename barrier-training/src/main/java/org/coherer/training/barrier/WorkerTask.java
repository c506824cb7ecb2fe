package org.coherer.training.barrier;

import java.io.IOException;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.coherer.training.loop.TrainingPlan;
import org.coherer.training.transport.auth.Handshake;
import org.coherer.training.transport.auth.Hello;
import org.coherer.training.transport.auth.Purpose;
import org.coherer.training.transport.auth.RunSecret;

/**
 * What the driver gives to every barrier task.
 *
 * @param plan what to do
 * @param token the number of the run
 * @param secret what connections of the run must prove to know
 * @param driverHost where the driver listens for reports
 * @param driverPort where the driver listens for reports
 * @param start what to start from
 */
record WorkerTask(
    TrainingPlan plan,
    long token,
    RunSecret secret,
    String driverHost,
    int driverPort,
    WorkerStart start)
    implements Serializable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Connects a rank to the driver. */
  FrameLine connect(Purpose purpose, int rank, int attempt) throws IOException {
    Socket fresh = new Socket();
    try {
      fresh.connect(
          new InetSocketAddress(driverHost, driverPort), (int) CONNECT_TIMEOUT.toMillis());
      fresh.setTcpNoDelay(true);
      Hello hello = new Hello(purpose, token, attempt, rank, Hello.DRIVER);
      Handshake handshake = Handshake.client(SparkSecret.mixedInto(secret), hello);
      handshake.over(fresh, CONNECT_TIMEOUT);
      return new FrameLine(fresh, handshake, plan.transport().encrypted());
    } catch (IOException e) {
      fresh.close();
      throw e;
    }
  }
}
