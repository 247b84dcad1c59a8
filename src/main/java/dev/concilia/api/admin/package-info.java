/** Administration over HTTP. */
@NullMarked
package dev.concilia.api.admin;

import org.jspecify.annotations.NullMarked;
