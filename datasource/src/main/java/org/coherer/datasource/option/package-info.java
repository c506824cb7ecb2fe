/**
 * Options of a reader or writer: what there is, checked by name and value in one place.
 *
 * <p>A format declares each option once, as an {@link org.coherer.datasource.option.OptionSpec}
 * with the kind of its values, its default and what it means; {@link
 * org.coherer.datasource.option.Options} refuses unknown names and bad values, and documentation is
 * compared with the same declarations.
 */
package org.coherer.datasource.option;
