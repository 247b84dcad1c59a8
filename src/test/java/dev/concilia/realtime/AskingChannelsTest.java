package dev.concilia.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskingChannelsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "40|40{}",
                "40/sync,|40/sync,{}",
                "40/sync|40/sync,{}",
                "40{\"apiKey\":\"k\"}|40{\"apiKey\":\"k\"}",
                "40/sync,{\"apiKey\":\"k\"}|40/sync,{\"apiKey\":\"k\"}",
                "42[\"x\",\"40\"]|42[\"x\",\"40\"]",
                "2probe|2probe",
                "3|3"
            })
    void aConnectPacketWithoutAuthGetsAnEmptyOne(String sent, String asked) {
        assertThat(AskingChannels.filled(sent)).isEqualTo(asked);
        assertThat(AskingChannels.filled("3\u001e" + sent + "\u001e40")).isEqualTo("3\u001e" + asked + "\u001e40{}");
    }
}
