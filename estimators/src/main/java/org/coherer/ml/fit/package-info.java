/**
 * What {@code fit} does, for all estimators: fills in settings of the session, resolves the
 * network, checks what can be checked on the driver, shards the rows and runs the plan.
 */
package org.coherer.ml.fit;
