package org.genoqc.homogeneity.access;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys of a file, in its order. */
public record Keys(List<StoredKey> all) {

    /** @throws IllegalArgumentException if two keys have the same id */
    public Keys {
        all = List.copyOf(all);
        Set<String> ids = new HashSet<>();
        for (StoredKey key : all) {
            if (!ids.add(key.id())) {
                throw new IllegalArgumentException("two keys have the id " + key.id());
            }
        }
    }

    /** The key whose text this is, or none. Which ids there are can be told by the time this takes, nothing of a secret. */
    public Optional<StoredKey> find(String text) {
        return KeyText.parse(text)
                .flatMap(key -> all.stream()
                        .filter(stored -> stored.id().equals(key.id()))
                        .filter(stored -> stored.isOf(key.secret()))
                        .findFirst());
    }
}
