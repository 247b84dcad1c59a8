/**
 * What the hub's calls are, for programs ({@code /api-docs.json}, OpenAPI 3.1) and people ({@code /api-docs}).
 *
 * <p>The descriptions are files under {@code src/main/resources/openapi}: {@code hub.yaml} is the head of the document, each
 * other file a family of calls, with {@code name}, {@code description}, {@code paths} and {@code schemas}. A call has
 * {@code id}, {@code summary}, {@code description}, {@code access} ({@link dev.concilia.api.docs.Access}), {@code
 * idempotent}, {@code problems} (codes of a refused call), {@code codes} (codes within an answer), {@code parameters}
 * (objects, or names of shared ones), {@code body} and {@code answers}. In schemas, {@code $ref: Name} means {@code
 * #/components/schemas/Name}, and {@code required: all} all properties. The examples of answers are in {@code examples/},
 * by call and by the name of the request's example; {@code ExamplesTest} writes fresh ones to {@code target/openapi}.
 */
@NullMarked
package dev.concilia.api.docs;

import org.jspecify.annotations.NullMarked;
