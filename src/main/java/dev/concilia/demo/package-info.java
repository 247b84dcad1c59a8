/** A sample business whose simulated devices push and pull over HTTP while the server runs. */
@NullMarked
package dev.concilia.demo;

import org.jspecify.annotations.NullMarked;
