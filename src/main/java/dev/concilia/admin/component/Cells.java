package dev.concilia.admin.component;

/** Pieces of Lit templates that many lists share. */
public final class Cells {
    private Cells() {}

    /** A relative time from the property {@code name} (milliseconds since 1970, or empty) and {@code zone}. */
    public static String time(String name) {
        return "<concilia-time at=${item." + name + "} zone=${item.zone}></concilia-time>";
    }

    /** A device's badge from the properties {@code state} (its token) and {@code word}. */
    public static String badge() {
        return "<span class=\"badge\" data-state=${item.state}>${item.word}</span>";
    }

    /** A word in a quiet frame, coloured by the property {@code tone}: {@code ok}, {@code warn}, {@code bad}, {@code info} or {@code idle}. */
    public static String tag(String tone, String word) {
        return "<span class=\"tag\" data-tone=${item." + tone + "}>${item." + word + "}</span>";
    }

    /** A link inside the back office: the properties that hold its address and its words. */
    public static String link(String address, String words) {
        return "<a class=\"row-link\" href=${item." + address + "}>${item." + words + "}</a>";
    }
}
