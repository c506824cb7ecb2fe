package org.coherer.ml.fit.report;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.coherer.connector.column.InvalidParamException;
import org.coherer.connector.progress.FitProgress;
import org.coherer.connector.report.FitAudience;
import org.coherer.connector.report.FitDescription;
import org.coherer.connector.report.FitListener;
import org.coherer.connector.report.FitObserver;
import org.coherer.connector.report.SessionReports;
import org.coherer.connector.tensorboard.TensorBoard;
import org.coherer.connector.trace.StepProfile;
import org.coherer.ml.param.TrainingParams;
import org.coherer.ml.persistence.Provenance;
import org.coherer.training.engine.NetworkShape;
import org.coherer.training.plan.StepRange;

/** Who is told of one fit, from before a row is read. To be closed by whoever creates it. */
public final class FitReporting implements AutoCloseable {

  private final TrainingParams<?> params;
  private final SparkSession session;
  private final FitAudience audience;

  private FitReporting(TrainingParams<?> params, SparkSession session, FitAudience audience) {
    this.params = params;
    this.session = session;
    this.audience = audience;
  }

  /**
   * Creates the listeners that the Params name.
   *
   * @param params those of the estimator
   * @param session that of the rows
   * @throws IllegalArgumentException if a listener cannot be created, or nothing be written to
   *     tensorBoardDir or profileDir
   */
  public static FitReporting of(TrainingParams<?> params, SparkSession session) {
    List<FitObserver> observers = new ArrayList<>();
    if (params.isSet(params.tensorBoardDir())) {
      observers.add(
          InvalidParamException.naming(
              "tensorBoardDir",
              () -> TensorBoard.in(params.getTensorBoardDir(), session.sparkContext())));
    }
    StepRange traced = TracedSteps.of(params);
    if (traced.count() > 0) {
      observers.add(
          InvalidParamException.naming(
              "profileDir",
              () -> StepProfile.in(params.getProfileDir(), traced, session.sparkContext())));
    }
    List<FitListener> listeners =
        params.isSet(params.listeners())
            ? InvalidParamException.naming(
                "listeners", () -> ListenerClasses.create(List.of(params.getListeners())))
            : List.of();
    return new FitReporting(params, session, FitAudience.of(observers, listeners));
  }

  /**
   * Returns the progress of the fit, which is about to train.
   *
   * @param chosen the Params of the estimator with those that were chosen from the rows
   * @param network the shape of the network
   * @param validated whether every epoch is followed by a validation
   */
  public FitProgress progress(TrainingParams<?> chosen, NetworkShape network, boolean validated) {
    FitDescription description =
        new FitDescription(
            SessionReports.newFit(params.uid()),
            params.getClass().getSimpleName(),
            Provenance.paramsOf(chosen),
            network,
            validated);
    return FitProgress.of(
        session, description, params.getProgress(), params.getVerbosity(), audience);
  }

  @Override
  public void close() {
    audience.close();
  }
}
