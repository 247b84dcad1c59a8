package dev.concilia.database;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A JDBC address with its credentials apart, so that neither is ever printed with the other. */
record DatabaseAddress(
        String jdbcUrl, @Nullable String user, @Nullable String password) {

    /** Reads {@code postgresql://}, {@code postgres://} and {@code jdbc:postgresql://} addresses. */
    static DatabaseAddress parse(String text) {
        if (text.startsWith("jdbc:postgresql:")) {
            return new DatabaseAddress(text, null, null);
        }
        try {
            return parse(URI.create(text));
        } catch (IllegalArgumentException e) {
            throw new DatabaseUnusableException(
                    "DATABASE_URL is not an address of a PostgreSQL database.",
                    "Write it as postgresql://user:password@host:5432/name");
        }
    }

    private static DatabaseAddress parse(URI uri) {
        String scheme = uri.getScheme();
        if (uri.getHost() == null || !("postgresql".equals(scheme) || "postgres".equals(scheme))) {
            throw new IllegalArgumentException("no host or another scheme");
        }
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        int port = uri.getPort() < 0 ? 5432 : uri.getPort();
        String jdbc = "jdbc:postgresql://" + uri.getHost() + ":" + port + uri.getRawPath() + query;
        String userInfo = uri.getRawUserInfo();
        if (userInfo == null) {
            return new DatabaseAddress(jdbc, null, null);
        }
        int colon = userInfo.indexOf(':');
        return colon < 0
                ? new DatabaseAddress(jdbc, decode(userInfo), null)
                : new DatabaseAddress(
                        jdbc, decode(userInfo.substring(0, colon)), decode(userInfo.substring(colon + 1)));
    }

    private static String decode(String raw) {
        return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Host and database only: safe to show. */
    String shown() {
        int query = jdbcUrl.indexOf('?');
        return (query < 0 ? jdbcUrl : jdbcUrl.substring(0, query)).replace("jdbc:", "");
    }

    @Override
    public String toString() {
        return shown();
    }
}
