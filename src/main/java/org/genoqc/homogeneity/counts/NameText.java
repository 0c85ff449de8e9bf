package org.genoqc.homogeneity.counts;

/** Names of genotyping batches and strata, as a file or a header gives them. */
final class NameText {

    private NameText() {}

    /** Whether a text can be a name: it is neither blank nor has it control characters. */
    static boolean isName(String text) {
        return !text.isBlank() && text.chars().noneMatch(Character::isISOControl);
    }
}
