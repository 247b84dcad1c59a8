package dev.concilia.alert;

/** A message for a mailbox, ready to send. */
record Letter(String subject, String plain, String html) {}
