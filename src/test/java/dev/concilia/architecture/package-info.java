/** The architecture page as tests, with planted violations that show that each rule bites. */
@NullMarked
package dev.concilia.architecture;

import org.jspecify.annotations.NullMarked;
