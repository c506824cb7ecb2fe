package org.coherer.connector.ui.spark;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.SparkContext;
import org.apache.spark.ui.SparkUI;
import org.apache.spark.ui.SparkUITab;
import org.coherer.connector.chart.Markup;
import org.coherer.connector.ui.page.RunPage;
import org.coherer.connector.ui.page.RunsPage;
import org.coherer.connector.ui.spark.TabPage.Content;

/** The tab "Deep Learning" of Spark's UI: a page of all runs, and one of each. */
public final class FitsTab extends SparkUITab {

  private static final String NAME = "Deep Learning";
  private static final String PREFIX = "deep-learning";
  private static final String RUN = "run";
  private static final String ID = "id";

  private final SparkUI ui;
  private final FitStore store;

  private FitsTab(SparkUI ui) {
    super(ui, PREFIX);
    this.ui = ui;
    store = FitStore.of(ui);
    attachPage(TabPage.of(this, "", this::runs));
    attachPage(TabPage.of(this, RUN, this::run));
  }

  /** Attaches the tab to a UI. */
  static FitsTab attach(SparkUI ui) {
    FitsTab tab = new FitsTab(ui);
    ui.attachTab(tab);
    return tab;
  }

  /** Attaches the tab to the UI of a running application, if it has one. */
  public static Optional<FitsTab> attach(SparkContext spark) {
    return spark.ui().isEmpty() ? Optional.empty() : Optional.of(attach(spark.ui().get()));
  }

  /** Detaches the tab. */
  public void detach() {
    ui.detachTab(this);
  }

  @Override
  public String name() {
    return NAME;
  }

  private Content runs(UnaryOperator<String> parameter, UnaryOperator<String> address) {
    return new Content(
        NAME,
        RunsPage.of(
            store.all(),
            fit -> address.apply("/" + PREFIX + "/" + RUN + "/?" + ID + "=" + fit),
            System.currentTimeMillis()));
  }

  private Content run(UnaryOperator<String> parameter, UnaryOperator<String> address) {
    return number(parameter.apply(ID))
        .flatMap(store::get)
        .map(fit -> new Content(RunPage.title(fit), RunPage.of(fit, System.currentTimeMillis())))
        .orElseGet(
            () -> {
              Markup body = new Markup().open("p").text("There is no such run. ");
              body.element("a", "All runs", "href", address.apply("/" + PREFIX + "/"));
              return new Content(NAME, body.close());
            });
  }

  private static Optional<Long> number(String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
