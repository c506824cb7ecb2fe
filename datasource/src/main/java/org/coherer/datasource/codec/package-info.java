/**
 * What the readers of all file formats have in common: content that is read from a file whose
 * headers nobody trusts, with the error that says where it is broken.
 *
 * <p>Nothing here knows Spark or a file system: a {@link org.coherer.datasource.codec.Content} is
 * made of any stream.
 */
package org.coherer.datasource.codec;
