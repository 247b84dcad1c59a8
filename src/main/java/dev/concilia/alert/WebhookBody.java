package dev.concilia.alert;

import dev.concilia.business.Business;
import dev.concilia.business.HubAddress;
import dev.concilia.kernel.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a webhook gets: the alerts as data, each with its sentence. */
@Component
class WebhookBody {
    private final AlertTexts texts;
    private final @Nullable String page;

    WebhookBody(AlertTexts texts, HubAddress hub) {
        this.texts = texts;
        this.page = AlertPage.of(hub);
    }

    byte[] of(UUID id, Notice notice, Business business, Locale language) {
        ObjectNode body = body(id, business, false);
        ArrayNode alerts = body.putArray("alerts");
        for (Notice.Item item : notice.items()) {
            ObjectNode alert = alerts.addObject()
                    .put("id", item.alert().toString())
                    .put("kind", item.kind().name())
                    .put("severity", item.kind().severity().name())
                    .put("state", item.recoveredAt() == null ? "RAISED" : "RECOVERED")
                    .put("subject", item.subject())
                    .put("text", texts.sentence(item.kind(), item.detail(), language, business.timezone()))
                    .put("raisedAt", item.raisedAt().toString());
            Instant recovered = item.recoveredAt();
            alert.put("recoveredAt", recovered == null ? null : recovered.toString());
            ObjectNode detail = alert.putObject("detail");
            item.detail().forEach(detail::put);
        }
        body.put("more", notice.more());
        return bytes(body);
    }

    /** What "send test" sends. */
    byte[] test(UUID id, Business business) {
        ObjectNode body = body(id, business, true);
        body.putArray("alerts");
        return bytes(body.put("more", 0));
    }

    private ObjectNode body(UUID id, Business business, boolean test) {
        ObjectNode body = Json.mapper()
                .createObjectNode()
                .put("id", id.toString())
                .put("test", test)
                .put("businessId", business.id().toString())
                .put("businessName", business.name());
        if (page != null) {
            body.put("url", page);
        }
        return body;
    }

    private static byte[] bytes(ObjectNode body) {
        return Json.text(body).getBytes(StandardCharsets.UTF_8);
    }
}
