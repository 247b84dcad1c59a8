package dev.concilia.device;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Many devices as one badge: of the business, and of each of its locations. The worst device gives it; none at all is
 * {@link Badge#WAITING}, because unknown is never green. Pure.
 *
 * @param because the devices that gave the badge, a few of them, each with its cause; none for {@link Badge#SYNCED}
 * @param locations by name; devices without a location come last, under no name
 */
public record RollUp(Badge badge, List<Because> because, List<Place> locations) {
    private static final int MOST_NAMED = 8;

    /** A device that gave the badge, and why it has it. */
    public record Because(Device device, Cause cause) {}

    /** One location's devices as one badge. */
    public record Place(@Nullable String name, Badge badge, int devices, List<Because> because) {}

    /** The roll-up of {@code devices}, in whatever order they are. */
    public static RollUp of(List<Device> devices) {
        Map<String, List<Device>> byLocation = new LinkedHashMap<>();
        devices.forEach(device -> byLocation
                .computeIfAbsent(Objects.requireNonNullElse(device.location(), ""), l -> new ArrayList<>())
                .add(device));
        List<Place> places = byLocation.entrySet().stream()
                .map(e -> place(e.getKey(), e.getValue()))
                .sorted(Comparator.comparing(Place::name, Comparator.nullsLast(String.CASE_INSENSITIVE_ORDER)))
                .toList();
        Badge worst = worst(devices);
        return new RollUp(worst, because(devices, worst), places);
    }

    private static Place place(String name, List<Device> devices) {
        Badge worst = worst(devices);
        return new Place(name.isEmpty() ? null : name, worst, devices.size(), because(devices, worst));
    }

    private static Badge worst(List<Device> devices) {
        return devices.stream().map(Device::badge).reduce(Badge::worse).orElse(Badge.WAITING);
    }

    private static List<Because> because(List<Device> devices, Badge badge) {
        return devices.stream()
                .filter(device -> device.badge() == badge && badge != Badge.SYNCED)
                .limit(MOST_NAMED)
                .map(device -> new Because(device, device.causes().getFirst()))
                .toList();
    }
}
