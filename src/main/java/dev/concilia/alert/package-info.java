/** What went wrong and who is told: rules, alerts, and their way to people by e-mail and webhook. */
@NullMarked
package dev.concilia.alert;

import org.jspecify.annotations.NullMarked;
