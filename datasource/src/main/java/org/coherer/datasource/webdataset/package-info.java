/**
 * Reads and writes WebDataset shards, {@code spark.read().format("webdataset")}: tar archives in
 * which files that follow one another and have the same name up to the first dot are one record,
 * and what follows that dot names its columns. The page datasource-webdataset.md has options and
 * columns.
 *
 * <p>An archive that is damaged or cut, or a file that its column does not hold, is an {@link
 * java.io.IOException} with the archive and the offset in its content.
 *
 * <p>The archive is read by code of our own: commons-compress 1.23, which Spark 3.5 brings, can be
 * kept busy by a damaged archive (CVE-2023-42503).
 *
 * @see <a href="https://github.com/webdataset/webdataset">WebDataset</a>
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html">POSIX pax</a>,
 *     for ustar and its extended headers
 */
package org.coherer.datasource.webdataset;
