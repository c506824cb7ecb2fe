package org.coherer.datasource.format;

import org.apache.spark.sql.types.StructType;
import org.coherer.datasource.file.HadoopSettings;

/**
 * What a reader is to read.
 *
 * @param columns the columns of its rows, maybe none
 * @param span the part, in units of the file's {@link Extent}
 * @param hadoop the settings with which files are opened
 */
public record ReadTask(StructType columns, Span span, HadoopSettings hadoop) {}
