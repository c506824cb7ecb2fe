/**
 * Writing, as far as it does not depend on the format: tasks write files into a hidden directory of
 * the query, and the driver moves them to their place when all tasks have succeeded. So a reader
 * sees no part of a file, and failed attempts leave nothing.
 *
 * <p>Files of a query are called {@code part-TASK-QUERY.SUFFIX}. Overwriting moves the new files in
 * first and deletes the old ones then.
 */
package org.coherer.datasource.write;
