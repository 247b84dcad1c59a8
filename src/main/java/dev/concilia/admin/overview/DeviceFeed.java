package dev.concilia.admin.overview;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import dev.concilia.admin.component.Live;
import dev.concilia.business.Businesses;
import dev.concilia.device.DeviceSettings;
import dev.concilia.device.Devices;
import dev.concilia.device.DevicesChanged;
import dev.concilia.kernel.BusinessId;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/** Keeps open pages up to date with the devices of their business. */
@Service
public class DeviceFeed {
    private final Devices devices;
    private final Businesses businesses;
    private final DeviceSettings settings;
    private final Clock clock;
    private final Live<Fleet> live = new Live<>("device-feed", this::now);

    DeviceFeed(Devices devices, Businesses businesses, DeviceSettings settings, Clock clock) {
        this.devices = devices;
        this.businesses = businesses;
        this.settings = settings;
        this.clock = clock;
    }

    /** The devices as they stand. */
    public Fleet now(BusinessId business) {
        return new Fleet(
                devices.list(business), businesses.locations(business).size(), clock.instant(), settings.keyWarning());
    }

    /** Hands {@code page} every later state of the business, under its UI's lock, for as long as it is attached. */
    public void follow(Component page, UI ui, BusinessId business, Consumer<Fleet> listener) {
        live.follow(page, ui, business, listener);
    }

    @EventListener
    void changed(DevicesChanged event) {
        live.changed(event.business());
    }

    /** Silence is news too: a device goes offline without an event. */
    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
    void tick() {
        live.tick();
    }
}
