/**
 * The tables of this program as Apache Parquet. The way in is {@link org.genoqc.homogeneity.parquet.ParquetWriter}, which is
 * given a TSV as it is written.
 *
 * <p>Written by ourselves, since a table without nesting needs little of the format and the libraries need much: a native
 * library that is unpacked into a directory from which nothing may be executed in a container, or all of Hadoop's classes.
 * The format is that of github.com/apache/parquet-format; the tests read the files by two implementations of others.
 */
@NullMarked
package org.genoqc.homogeneity.parquet;

import org.jspecify.annotations.NullMarked;
