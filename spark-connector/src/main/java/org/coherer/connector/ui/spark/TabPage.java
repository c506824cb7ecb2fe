package org.coherer.connector.ui.spark;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.spark.ui.SparkUITab;
import org.apache.spark.ui.UIUtils;
import org.apache.spark.ui.WebUIPage;
import org.coherer.connector.chart.Markup;
import scala.Option;
import scala.xml.NodeSeq;
import scala.xml.Unparsed;

/**
 * A page in the frame that all pages of Spark's UI have.
 *
 * <p>Spark's pages answer requests of {@code javax.servlet} in Spark 3.5 and of {@code
 * jakarta.servlet} in 4.1. So that one source compiles for both, no type of a request is written
 * here: it is what the compiler finds in {@link WebUIPage#render}, and it then makes the method of
 * {@link Overriding} the implementation of that one.
 */
final class TabPage {

  private TabPage() {}

  /**
   * What a page shows.
   *
   * @param title its title, as text
   * @param body what is below the title
   */
  record Content(String title, Markup body) {}

  /** Answers a request. */
  @FunctionalInterface
  interface Responder {

    /**
     * Returns the content.
     *
     * @param parameter returns a parameter of the request; {@code null} if it has none of this name
     * @param address returns the address of a path of the UI, as the one who asks has to call it
     */
    Content content(UnaryOperator<String> parameter, UnaryOperator<String> address);
  }

  private abstract static class Overriding<R> extends WebUIPage {

    private final Function<R, NodeSeq> answer;

    /**
     * Creates a page.
     *
     * @param method the method that is overridden, for the compiler, which finds R in it
     */
    Overriding(
        String prefix,
        @SuppressWarnings("unused") BiFunction<WebUIPage, R, ?> method,
        Function<R, NodeSeq> answer) {
      super(prefix);
      this.answer = answer;
    }

    public NodeSeq render(R request) {
      return answer.apply(request);
    }
  }

  /**
   * Creates a page.
   *
   * @param tab the tab that it belongs to
   * @param prefix its path below that of the tab; empty for the tab's first page
   */
  static WebUIPage of(SparkUITab tab, String prefix, Responder responder) {
    return new Overriding<>(
        prefix,
        WebUIPage::render,
        request -> {
          Content content =
              responder.content(
                  request::getParameter,
                  path -> UIUtils.prependBaseUri(request, tab.basePath(), path));
          NodeSeq body = new Unparsed(content.body().toString());
          return NodeSeq.fromSeq(
              UIUtils.headerSparkPage(
                  request, content.title(), () -> body, tab, Option.empty(), false, false));
        }) {};
  }
}
