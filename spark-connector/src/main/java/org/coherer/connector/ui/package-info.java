/**
 * A tab of Spark's UI that shows fits, while they train and in the History Server: how what a
 * driver knows of them becomes events on Spark's listener bus ({@code FitPoster}), and where all of
 * it is switched on ({@code DeepLearningTab}). What the events are made into is in {@code .view},
 * the pages are in {@code .page}, and what hangs on Spark in {@code .spark}.
 */
package org.coherer.connector.ui;
