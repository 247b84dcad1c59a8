package dev.concilia.convergence;

import java.net.URI;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The hub under test: its nodes, the operator's way in, and the database behind its back. */
record Target(List<URI> nodes, String operatorToken, JdbcClient owner) {
    static URI node(int port) {
        return URI.create("http://localhost:" + port);
    }
}
