/**
 * WebDataset shards: tar archives in which files that follow one another and have the same name up
 * to the first dot are one record, and what follows that dot names its columns.
 *
 * <p>The archive is read by code of our own: commons-compress 1.23, which Spark 3.5 brings, can be
 * kept busy by a damaged archive (CVE-2023-42503).
 *
 * @see <a href="https://github.com/webdataset/webdataset">WebDataset</a>
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html">POSIX pax</a>,
 *     for ustar and its extended headers
 */
package org.coherer.datasource.webdataset;
