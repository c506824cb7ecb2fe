/**
 * What the tab needs of Spark's UI. Spark publishes neither its pages nor the store behind them,
 * nor how a History Server is extended, so this package, like {@code connector.spark}, uses what it
 * does not publish: the base classes of tabs and pages and the frame around them ({@code TabPage},
 * {@code FitsTab}), the store of an application ({@code FitStore}), the listener bus, to post on it
 * ({@code EventBus}), and the plugin of the History Server ({@code HistoryPlugin}). All of these
 * are the same from Spark 3.5 to 4.1 but for two types in their signatures, see {@code TabPage}.
 */
package org.coherer.connector.ui.spark;
