/** HTTP under /api: who may call, problem details, limits; one subpackage per dialect. */
@NullMarked
package dev.concilia.api;

import org.jspecify.annotations.NullMarked;
