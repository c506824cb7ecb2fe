/**
 * Reads directories of images, {@code spark.read().format("imagefolder")}: the name of the
 * directory below the path is the class of all images below it. The page datasource-imagefolder.md
 * has options and columns.
 *
 * <p>{@code label} and {@code className} are columns that names of directories have ({@link
 * org.coherer.datasource.partition.PartitionColumns}), so that filters on them choose files.
 * Classes are all directories, also those whose files the options exclude, or a list that the user
 * gives; their names are in the metadata of {@code label}, as Spark's estimators look for them. No
 * image is opened before a task reads it; what becomes of its bytes is in {@link
 * org.coherer.datasource.image}.
 */
package org.coherer.datasource.imagefolder;
