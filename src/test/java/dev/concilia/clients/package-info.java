/** The client families at work: clients from npm, and the local side of each family. */
@NullMarked
package dev.concilia.clients;

import org.jspecify.annotations.NullMarked;
