/** Who is told of a fit while it trains, as its Params say. */
package org.coherer.ml.fit.report;
