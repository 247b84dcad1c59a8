/** What is wrong at the moment, what was, what is watched for, and who is told. */
@NullMarked
package dev.concilia.admin.alert;

import org.jspecify.annotations.NullMarked;
