/** Measures the hub against plain PostgreSQL in the same run; started by {@code script/bench}, not by the tests. */
package dev.concilia.bench;
