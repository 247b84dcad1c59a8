/** The dialect of POS terminals with a local database (source 004). */
@NullMarked
package dev.concilia.api.terminal;

import org.jspecify.annotations.NullMarked;
