package dev.concilia.business;

/** A business is there that was not before; published in the transaction that makes it. */
public record BusinessOpened(Business business) {}
