package dev.concilia.catalog;

import java.util.Set;

/** Names of the business rules that a catalog file may give an entity. {@code sync} carries them out. */
public final class BusinessRules {
    /** The cash session that the record names is open. */
    public static final String CASH_SESSION_OPEN = "cash_session_open";
    /** A session is closed once; closing it again answers {@code duplicate} with its present state. */
    public static final String CLOSE_ONCE = "close_once";
    /** {@code dailyNumber} is unique per location and business day. */
    public static final String DAILY_NUMBER_UNIQUE = "daily_number_unique";
    /** Records come and go with the menu push. */
    public static final String MENU_PUSH = "menu_push";
    /** High instead of critical priority until the record is completed or cancelled. */
    public static final String PENDING_IS_HIGH = "pending_is_high";
    /** {@code quantity} is changed by inventory movements only. */
    public static final String QUANTITY_BY_MOVEMENTS = "quantity_by_movements";
    /** The payment names a sale, an order or a customer that exists. */
    public static final String SALE_OR_CUSTOMER_EXISTS = "sale_or_customer_exists";
    /** A movement never takes the stock below zero, unless the business allows it with an alert. */
    public static final String STOCK_NEVER_NEGATIVE = "stock_never_negative";
    /** A line takes from the stock of its product's inventory item, where there is one. */
    public static final String TAKES_STOCK = "takes_stock";
    /** {@code total} is the sum of the lines, less the discount, plus the tax. */
    public static final String TOTAL_MATCHES_LINES = "total_matches_lines";

    static final Set<String> ALL = Set.of(
            CASH_SESSION_OPEN,
            CLOSE_ONCE,
            DAILY_NUMBER_UNIQUE,
            MENU_PUSH,
            PENDING_IS_HIGH,
            QUANTITY_BY_MOVEMENTS,
            SALE_OR_CUSTOMER_EXISTS,
            STOCK_NEVER_NEGATIVE,
            TAKES_STOCK,
            TOTAL_MATCHES_LINES);

    private BusinessRules() {}
}
