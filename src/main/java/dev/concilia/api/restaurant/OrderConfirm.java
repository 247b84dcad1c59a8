package dev.concilia.api.restaurant;

import dev.concilia.api.Sentences;
import dev.concilia.kernel.Json;
import dev.concilia.kernel.ProblemCode;
import dev.concilia.sync.Caller;
import dev.concilia.sync.OperationResult;
import dev.concilia.sync.PendingOrders;
import dev.concilia.sync.PendingOrders.Confirmation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code orders/confirm}: how many were taken, and which were not, with a sentence each. */
@Component
class OrderConfirm {
    private final PendingOrders pending;
    private final Sentences sentences;

    OrderConfirm(PendingOrders pending, Sentences sentences) {
        this.pending = pending;
        this.sentences = sentences;
    }

    RestaurantController.Pushed confirmed(Caller caller, List<Confirmation> confirmations, HttpServletRequest request) {
        List<OperationResult> results = pending.confirm(caller, confirmations);
        ObjectNode data = Json.mapper().createObjectNode().put("confirmed", 0);
        ArrayNode failed = data.putArray("failed");
        for (int i = 0; i < results.size(); i++) {
            if (!results.get(i).outcome().success()) {
                failed.add(failure(confirmations.get(i), results.get(i), request));
            }
        }
        int confirmed = results.size() - failed.size();
        return new RestaurantController.Pushed(data.put("confirmed", confirmed), confirmed);
    }

    private ObjectNode failure(Confirmation confirmation, OperationResult result, HttpServletRequest request) {
        ProblemCode code = ProblemCode.INTERNAL;
        List<Object> arguments = List.of();
        if (result instanceof OperationResult.Rejected rejected) {
            code = rejected.error();
            arguments = rejected.arguments();
        } else if (result instanceof OperationResult.Conflicted) {
            code = ProblemCode.CONFLICT;
        }
        return Json.mapper()
                .createObjectNode()
                .put("orderId", confirmation.order())
                .put("dailyNumber", confirmation.dailyNumber())
                .put("error", code.name())
                .put("detail", sentences.detail(code, arguments, sentences.languageOf(request)));
    }
}
