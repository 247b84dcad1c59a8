package dev.concilia.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concilia.support.Answer;
import dev.concilia.support.Hub;
import dev.concilia.support.HubTest;
import dev.concilia.support.TestBusiness;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alert rules over HTTP. */
@HubTest
class AlertRulesTest {
    private static final Map<String, ?> NIGHT = Map.of("from", "18:00", "to", "02:00", "days", List.of("FRIDAY"));

    private final Hub hub;
    private final TestBusiness business;

    AlertRulesTest(Hub hub) {
        this.hub = hub;
        this.business = hub.business();
    }

    private Answer put(String body) {
        return hub.call("PUT", "/api/admin/alert-rules")
                .bearer(business.token())
                .text(body)
                .send();
    }

    private Answer rules() {
        return hub.get("/api/admin/alert-rules").bearer(business.token()).send();
    }

    @Test
    void aRuleIsChangedWithItsHoursAndWithoutThemAgain() {
        assertThat(rules().json().at("/rules/0/kind").asString()).isEqualTo("DEVICE_SILENT");
        Answer changed = hub.call("PUT", "/api/admin/alert-rules")
                .bearer(business.token())
                .json(Map.of("kind", "DEVICE_SILENT", "enabled", true, "limits", Map.of("minutes", 45), "hours", NIGHT))
                .send();

        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        assertThat(rules().json().at("/rules/0")).isEqualTo(changed.json());
        assertThat(changed.json().at("/hours/to").asString()).isEqualTo("02:00");
        assertThat(changed.json().at("/limits/minutes").asInt()).isEqualTo(45);
        put("{\"kind\":\"DEVICE_SILENT\",\"enabled\":false,\"limits\":{\"minutes\":45}}");
        assertThat(rules().json().at("/rules/0/hours").isNull()).isTrue();
        assertThat(rules().json().at("/rules/0/enabled").booleanValue()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind|{'enabled':true,'limits':{'minutes':45}}",
                "kind|{'kind':'X','enabled':true,'limits':{'minutes':45}}",
                "enabled|{'kind':'DEVICE_SILENT','limits':{'minutes':45}}",
                "limits|{'kind':'DEVICE_SILENT','enabled':true}",
                "minutes|{'kind':'DEVICE_SILENT','enabled':true,'limits':{'minutes':0}}",
                "minutes|{'kind':'DEVICE_SILENT','enabled':true,'limits':{'minutes':'x'}}",
                "minutes|{'kind':'DEVICE_SILENT','enabled':true,'limits':{}}",
                "hours|{'kind':'DEVICE_SILENT','enabled':true,'limits':{'minutes':45},'hours':1}",
                "from|{'kind':'DEVICE_SILENT','enabled':true,'limits':{'minutes':45},'hours':{}}",
                "hours.from|{'kind':'DEVICE_SILENT','enabled':true,'limits':{'minutes':45},'hours':{'from':'8','to':'9'}}",
                "hours.days|{'kind':'DEVICE_SILENT','enabled':true,'limits':{'minutes':45},'hours':{'from':'08:00','to':'22:00','days':['X']}}",
                "hours|{'kind':'DEVICE_SILENT','enabled':true,'limits':{'minutes':45},'hours':{'from':'08:00','to':'22:00','days':[]}}",
                "hours|{'kind':'DEVICE_SILENT','enabled':true,'limits':{'minutes':45},'hours':{'from':'08:00','to':'08:45','days':['MONDAY']}}"
            })
    void whatDoesNotFitIsNamedAndNothingChanges(String path, String body) {
        Answer before = rules();
        Answer answer = put(body.replace((char) 39, '"'));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.json().at("/fields/0/path").asString()).isEqualTo(path);
        assertThat(rules().text()).isEqualTo(before.text());
    }
}
