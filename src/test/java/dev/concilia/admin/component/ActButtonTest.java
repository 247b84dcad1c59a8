package dev.concilia.admin.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concilia.admin.ViewTest;
import dev.concilia.admin.settings.SettingsView;
import org.junit.jupiter.api.Test;

/** A button whose action fails. */
class ActButtonTest extends ViewTest {
    @Test
    void an_action_that_throws_leaves_its_button_alive() {
        navigate(SettingsView.class);
        ActButton button = new ActButton("Go", () -> {
            throw new IllegalStateException("no");
        });
        find(SettingsView.class).single().add(button);
        assertThatThrownBy(button::click).hasMessage("no");
        assertThat(button.isEnabled()).isTrue();
    }
}
