// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.device.DriverType;
import io.tiersort.device.DriverType.Family;
import io.tiersort.device.Option;
import io.tiersort.device.Option.Kind;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What no single key can tell: ids, references, addresses, files. Tolerates values that are not there. */
final class SiteChecks {
    /** Hosts that stand for every interface of this machine. */
    private static final Set<String> ANY = Set.of("0.0.0.0", "::");

    private final Report report;
    private final Map<String, DriverType> drivers;
    private final Places places;

    SiteChecks(Report report, List<DriverType> drivers, Places places) {
        this.report = report;
        this.drivers = drivers.stream().collect(Collectors.toMap(DriverType::name, Function.identity(), (a, b) -> a));
        this.places = places;
    }

    void check(Bound site, List<Bound> devices, List<Bound> uplinks) {
        unique("device", devices);
        unique("uplink", uplinks);
        unique("feed", site.objects("feeds"));
        unique("line", site.objects("lines"));
        addresses(site, devices);
        references(site.objects("lines"), devices);
        site.objects("lines").forEach(line -> new LineChecks(report).check(line));
        file(site, "shipments");
        site.object("codes").ifPresent(codes -> CodesKeys.check(codes, report));
        site.object("simulation").ifPresent(simulation -> file(simulation, "labels"));
        uplinks.forEach(this::secret);
        site.objects("feeds").forEach(this::secret);
        devices.forEach(this::deviceSecrets);
    }

    private void unique(String what, List<Bound> things) {
        Map<String, Spot> seen = new HashMap<>();
        for (Bound thing : things) {
            if (!thing.has("id")) {
                continue;
            }
            Spot first = seen.putIfAbsent(thing.text("id"), thing.spot("id"));
            if (first != null) {
                String message = what + " \"" + thing.text("id") + "\" is already described in " + first.where();
                report.error(thing.spot("id"), Code.DUPLICATE_ID, message, "give each " + what + " an id of its own");
            }
        }
    }

    private void addresses(Bound site, List<Bound> devices) {
        List<Address> seen = new ArrayList<>();
        site.object("console").ifPresent(console -> address(console, true, "the console", seen));
        for (Bound device : devices) {
            boolean listens = device.has("role") && device.text("role").equals("server");
            address(device, listens, "device \"" + device.textOrEmpty("id") + "\"", seen);
        }
    }

    /** An address that something connects to or, when it listens, waits at. */
    private record Address(String host, int port, boolean listens, String what) {
        boolean clashes(Address other) {
            boolean everywhere = listens && other.listens && (ANY.contains(host) || ANY.contains(other.host));
            return port == other.port && (host.equals(other.host) || everywhere);
        }
    }

    private void address(Bound thing, boolean listens, String what, List<Address> seen) {
        if (!thing.has("host", "port") || thing.number("port") == 0) {
            return;
        }
        Address address = new Address(thing.text("host").toLowerCase(Locale.ROOT), thing.number("port"), listens, what);
        Optional<Address> first = seen.stream().filter(address::clashes).findFirst();
        if (first.isPresent()) {
            String message = address.host() + ":" + address.port() + " is already used by "
                    + first.get().what();
            report.error(thing.spot("port"), Code.SAME_ADDRESS, message, "give one of them another host or port");
        } else {
            seen.add(address);
        }
    }

    private void references(List<Bound> lines, List<Bound> devices) {
        Map<String, Bound> known = new HashMap<>();
        devices.stream().filter(device -> device.has("id")).forEach(device -> known.put(device.text("id"), device));
        Map<String, Spot> used = new HashMap<>();
        for (Bound line : lines) {
            if (line.has("sorter")) {
                refer(new Bound.Item<>(line.text("sorter"), line.spot("sorter")), Family.SORTER, known, used);
            }
            for (Bound station : line.objects("stations")) {
                station.<String>items("scanners").forEach(item -> refer(item, Family.SCANNER, known, used));
            }
        }
        known.forEach((id, device) -> {
            if (!used.containsKey(id) && !lines.isEmpty()) {
                String hint = "name it in a line, or remove it";
                report.warning(device.spot("id"), Code.NOT_USED, "no line uses device \"" + id + "\"", hint);
            }
        });
    }

    private void refer(Bound.Item<String> reference, Family wanted, Map<String, Bound> known, Map<String, Spot> used) {
        String id = reference.value();
        Bound device = known.get(id);
        if (device == null) {
            Collection<String> candidates = known.entrySet().stream()
                    .filter(entry ->
                            family(entry.getValue()).map(wanted::equals).orElse(true))
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
            String hint = Suggestion.hint(id, candidates);
            report.error(reference.spot(), Code.UNKNOWN_REFERENCE, "no device has the id \"" + id + "\"", hint);
            return;
        }
        family(device).filter(family -> family != wanted).ifPresent(family -> {
            String message = "device \"" + id + "\" is a " + word(family) + "; expected a " + word(wanted);
            report.error(
                    reference.spot(),
                    Code.WRONG_FAMILY,
                    message,
                    "see " + device.spot("id").where());
        });
        Spot first = used.putIfAbsent(id, reference.spot());
        if (first != null) {
            String message = "device \"" + id + "\" already stands in " + first.where();
            report.error(reference.spot(), Code.USED_TWICE, message, "a device belongs to one place on one line");
        }
    }

    private Optional<Family> family(Bound device) {
        return device.has("driver")
                ? Optional.ofNullable(drivers.get(device.text("driver"))).map(DriverType::family)
                : Optional.empty();
    }

    private static String word(Family family) {
        return family.name().toLowerCase(Locale.ROOT);
    }

    /** A stored revision runs without the data files that were there when it was accepted. */
    private void file(Bound object, String name) {
        if (places.original()
                && object.has(name)
                && !Files.isRegularFile(places.data().resolve(object.text(name)))) {
            String message = "there is no file \"" + object.text(name) + "\" in the site directory";
            report.error(object.spot(name), Code.MISSING_FILE, message, "create it, or remove the key");
        }
    }

    private void deviceSecrets(Bound device) {
        if (device.has("driver")) {
            Optional.ofNullable(drivers.get(device.text("driver"))).map(DriverType::options).orElse(List.of()).stream()
                    .filter(option -> option.kind() == Kind.SECRET)
                    .map(Option::name)
                    .forEach(name -> secret(device, name));
        }
    }

    private void secret(Bound broker) {
        secret(broker, "password");
    }

    /** Only a warning: a configuration is also checked on machines that have no secrets. */
    private void secret(Bound object, String name) {
        if (object.has(name)) {
            Secret secret = new Secret(object.text(name), places.secrets());
            if (!secret.present()) {
                report.warning(object.spot(name), Code.MISSING_SECRET, secret.missing(), "create the file, mode 0640");
            }
        }
    }
}
