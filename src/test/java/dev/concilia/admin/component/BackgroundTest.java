package dev.concilia.admin.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.concilia.admin.ViewTest;
import dev.concilia.admin.settings.SettingsView;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Work beside the page that fails. */
class BackgroundTest extends ViewTest {
    @Test
    void where_the_work_throws_the_page_is_told_so_that_its_button_lives_on() {
        navigate(SettingsView.class);
        AtomicBoolean isTold = new AtomicBoolean();
        Background.run(
                find(SettingsView.class).single(),
                () -> {
                    throw new IllegalStateException("the database is gone");
                },
                done -> {},
                () -> isTold.set(true));
        await().pollInSameThread().atMost(Duration.ofSeconds(10)).until(() -> {
            try {
                roundTrip();
            } catch (Exception e) {
                assertThat(e).hasStackTraceContaining("the database is gone"); // the page hears of it all the same
            }
            return isTold.get();
        });
    }

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
