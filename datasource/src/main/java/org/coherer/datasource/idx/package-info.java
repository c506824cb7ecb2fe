/**
 * Reads the IDX files of MNIST and its relatives: {@code spark.read().format("idx")}.
 *
 * <pre>{@code
 * Dataset<Row> train = spark.read().format("idx").option("split", "train").load("DIR");
 * Dataset<Row> pixels = train.select("image");                    // does not open the labels
 * Dataset<Row> any = spark.read().format("idx").load("DIR/t10k-labels-idx1-ubyte.gz");
 * }</pre>
 *
 * <h2>Options</h2>
 *
 * <table>
 * <caption>Options; any other name without a dot is refused</caption>
 * <tr><th>name</th><th>value</th><th>default</th><th>meaning</th></tr>
 * <tr><td>{@code split}</td><td>{@code train}, {@code t10k}, or {@code test} (the same as {@code
 * t10k})</td><td>none</td><td>which pair of files of a directory is read: {@code
 * train-images-idx3-ubyte} and {@code train-labels-idx1-ubyte}, or those of {@code t10k}, each as
 * it is or with {@code .gz}; where both are there, the one without. A directory needs it, a file
 * must not have it</td></tr>
 * <tr><td>{@code scale}</td><td>a finite number other than 0</td><td>1 for {@code image}, none for
 * {@code value}</td><td>the factor of each element of {@code image} or {@code value}, so that 0.00392156862745098 makes pixels of [0, 255] numbers of [0, 1]. It makes {@code value} a
 * float, or an array of floats, whatever is stored; {@code label} is never scaled</td></tr>
 * </table>
 *
 * <p>An option with a dot in its name goes into the Hadoop configuration that the files are opened
 * with, as in {@code option("fs.s3a.endpoint", ...)}.
 *
 * <h2>Columns</h2>
 *
 * <table>
 * <caption>Columns; nothing is ever null</caption>
 * <tr><th>path</th><th>column</th><th>type</th><th>holds</th></tr>
 * <tr><td>directory</td><td>{@code image}</td><td>{@code array<float>}</td><td>one record of the
 * images file, all dimensions but the first flattened in row-major order. Stored ints above 2^24 and
 * stored doubles are rounded to float</td></tr>
 * <tr><td>directory</td><td>{@code label}</td><td>{@code int}</td><td>its label</td></tr>
 * <tr><td>file of 1 dimension</td><td>{@code value}</td><td>the SQL type below</td><td>one
 * number</td></tr>
 * <tr><td>file of 2 or more</td><td>{@code value}</td><td>{@code array} of the SQL type
 * below</td><td>one record, flattened in row-major order</td></tr>
 * </table>
 *
 * <table>
 * <caption>Element types</caption>
 * <tr><th>code in the file</th><th>stored as</th><th>SQL type of {@code value}</th></tr>
 * <tr><td>0x08</td><td>unsigned byte</td><td>{@code smallint}</td></tr>
 * <tr><td>0x09</td><td>signed byte</td><td>{@code tinyint}</td></tr>
 * <tr><td>0x0B</td><td>16-bit integer</td><td>{@code smallint}</td></tr>
 * <tr><td>0x0C</td><td>32-bit integer</td><td>{@code int}</td></tr>
 * <tr><td>0x0D</td><td>32-bit float</td><td>{@code float}</td></tr>
 * <tr><td>0x0E</td><td>64-bit float</td><td>{@code double}</td></tr>
 * </table>
 *
 * <p>A schema given by the user may name some of the columns, in any order, with these types.
 *
 * <h2>Tasks and memory</h2>
 *
 * <p>Files that are not compressed are cut into partitions by rows, as large as {@code
 * spark.sql.files.maxPartitionBytes} and the session's parallelism say; if one of the files that a
 * query reads is compressed by gzip, one task reads all rows. The content of a file, not its name,
 * decides whether it is compressed. A task holds one row at a time. Columns that a query does not
 * use are not read, and {@code count()} alone is answered from the header.
 *
 * <h2>Errors</h2>
 *
 * <p>A bad option, or a path where nothing is found, is an {@link
 * java.lang.IllegalArgumentException} of {@code load}. Broken data is a {@link java.io.IOException}
 * with the file and the offset in its content: in {@code load}, as the cause of an {@link
 * java.io.UncheckedIOException} with the same message, if the header, the length of an uncompressed
 * file, or the number of labels shows it; else in the task that meets it. A row may have 2^27
 * elements at most.
 *
 * @see <a href="http://yann.lecun.com/exdb/mnist/">The MNIST database</a>, for the format
 */
package org.coherer.datasource.idx;
