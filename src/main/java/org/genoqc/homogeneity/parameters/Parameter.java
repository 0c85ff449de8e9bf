package org.genoqc.homogeneity.parameters;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parameter: its name, type, range, default and description. Immutable.
 *
 * <p>A new one is declared here, added to the list of what a job has, and given a component of {@link TestParameters} if
 * results depend on it. The web form and the options of the command line follow from the declaration.
 *
 * @param <T> the type of its values
 */
public final class Parameter<T> {

    public static final Parameter<Integer> N_SIMULATIONS =
            wholeNumber("n_simulations", 100_000_000, 10_000, "Simulated tables of a Monte Carlo test");

    public static final Parameter<Boolean> ADAPTIVE = flag(
            "adaptive",
            false,
            "Simulate each probeset only until its exceedances are enough, for small p-values in less time; "
                    + "instead of a fixed number of simulations");

    public static final Parameter<Integer> EXCEEDANCES = wholeNumber(
            "exceedances",
            1_000_000,
            100,
            "If adaptive: exceedances that end a simulation. 100 give a standard error of 10 % of the p-value; "
                    + "fewer than 10 are not advisable");

    public static final Parameter<Integer> MAX_SIMULATIONS = wholeNumber(
            "max_simulations",
            100_000_000,
            1_000_000,
            "If adaptive: simulated tables that end a simulation, however few exceedances there are");

    public static final Parameter<Boolean> CONFIRM = flag(
            "confirm",
            null,
            "Simulate also where the standard test gave a p-value below 1e-4 with an expected count below 20, "
                    + "in columns of its own. If not given: if adaptive");

    public static final Parameter<Double> MIN_EXPECTED_COUNT = new Parameter<>(
            "min_expected_count",
            Syntax.DECIMAL,
            Double::valueOf,
            new Range<>("0 to 1e9", value -> value >= 0 && value <= 1e9),
            "5",
            "Where an expected count is below this, the test is by simulation");

    public static final Parameter<Long> RANDOM_SEED = new Parameter<>(
            "random_seed",
            Syntax.WHOLE,
            Long::valueOf,
            new Range<>("a whole number of at most 64 bits", value -> true),
            "42",
            "Same seed, data and parameters: same result");

    public static final Parameter<Streams> STREAMS = new Parameter<>(
            "streams",
            Syntax.WORD,
            Streams::ofLabel,
            new Range<>("shared or independent", value -> true),
            "shared",
            "shared: probesets with the same row totals share simulated permutations (fast); "
                    + "independent: each has its own");

    public static final Parameter<Analysis> ANALYSIS = new Parameter<>(
            "analysis",
            Syntax.WORD,
            Analysis::ofLabel,
            new Range<>("full or basic", value -> true),
            "full",
            "full: also each genotyping batch against the rest, tests of calls and of missing calls, effects; "
                    + "basic: the test of homogeneity alone");

    public static final Parameter<Double> FINDINGS_ALPHA = new Parameter<>(
            "findings_alpha",
            Syntax.DECIMAL,
            Double::valueOf,
            new Range<>("above 0, at most 0.05", value -> value > 0 && value <= 0.05),
            "0.0001",
            "If the analysis is full: a genotyping batch is a finding where an exact p-value against the rest is at"
                    + " most this");

    public static final Parameter<SexChromosomes> SEX_CHROMOSOMES = new Parameter<>(
            "sex_chromosomes",
            Syntax.WORD,
            SexChromosomes::ofLabel,
            new Range<>("report or skip", value -> true),
            "report",
            "Where chromosomes are known, the probesets on X, on Y and in the mitochondria: report tests them as all "
                    + "others; skip does not");

    public static final Parameter<Integer> BATCH_SIZE = wholeNumber(
            "batch_size",
            10_000_000,
            null,
            "Probesets that a worker takes at a time; does not change the result. "
                    + "Chosen by the number of probesets if not given");

    public static final Parameter<Integer> N_WORKERS = wholeNumber(
            "n_workers",
            1024,
            null,
            "Probeset batches run at once; does not change the result. All cores if not given");

    public static final Parameter<Boolean> VALIDATE_ONLY = flag(
            "validate_only",
            false,
            "Only read the whole file: say all its faults, how much needs simulation and about how long it would take");

    public static final Parameter<InputFormat> FORMAT = new Parameter<>(
            "format",
            Syntax.WORD,
            InputFormat::ofLabel,
            new Range<>("auto, tsv, axiom, gcount, frqx or wide", value -> true),
            "auto",
            "How the input is written: a table of this program (tsv), Ps.performance.txt of Axiom, .gcount of PLINK 2, "
                    + ".frqx of PLINK 1.9, a column for each count of each genotyping batch (wide); auto goes by the "
                    + "header");

    public static final Parameter<Boolean> BEST_PROBESETS_ONLY =
            flag("best_probesets_only", false, "If the format is axiom: leave out the rows whose BestProbeset is 0");

    public static final Parameter<Engine> ENGINE = new Parameter<>(
            "engine",
            Syntax.WORD,
            Engine::ofLabel,
            new Range<>("local, spark or auto", value -> true),
            null,
            "What runs the job: the service itself (local), or the Spark cluster that it is set to (spark); auto: the"
                    + " cluster where the input is large. Does not change the result. As the service is set to if not"
                    + " given");

    /** What can be chosen for a data set wherever it is run; the command and the library have the workers besides. */
    public static final List<Parameter<?>> OF_JOBS = List.of(
            BATCH_SIZE,
            N_SIMULATIONS,
            MIN_EXPECTED_COUNT,
            RANDOM_SEED,
            STREAMS,
            ADAPTIVE,
            EXCEEDANCES,
            MAX_SIMULATIONS,
            CONFIRM,
            ANALYSIS,
            FINDINGS_ALPHA,
            SEX_CHROMOSOMES,
            FORMAT,
            BEST_PROBESETS_ONLY);

    private static final int MAX_SHOWN_LENGTH = 80;

    /** How values are written; stricter than Java, which knows hexadecimal doubles and the digits of all scripts. */
    private enum Syntax {
        WHOLE("N", "[+-]?[0-9]+", "a whole number"),
        DECIMAL("X", "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?", "a number"),
        WORD("WORD", "[a-z]+", "a word"),
        FLAG("FLAG", "true|false", "true or false");

        private final String placeholder;
        private final Pattern pattern;
        private final String rule;

        Syntax(String placeholder, String pattern, String rule) {
            this.placeholder = placeholder;
            this.pattern = Pattern.compile(pattern);
            this.rule = rule;
        }
    }

    private record Range<T>(String rule, Predicate<T> contains) {}

    private final String name;
    private final Syntax syntax;
    private final Function<String, T> reader;
    private final Range<T> range;
    private final @Nullable String defaultText;
    private final String description;

    private Parameter(
            String name,
            Syntax syntax,
            Function<String, T> reader,
            Range<T> range,
            @Nullable String defaultText,
            String description) {
        this.name = name;
        this.syntax = syntax;
        this.reader = reader;
        this.range = range;
        this.defaultText = defaultText;
        this.description = description;
    }

    private static Parameter<Integer> wholeNumber(
            String name, int max, @Nullable Integer standard, String description) {
        return new Parameter<>(
                name,
                Syntax.WHOLE,
                Integer::valueOf,
                new Range<>("1 to " + max, value -> value >= 1 && value <= max),
                standard == null ? null : standard.toString(),
                description);
    }

    /** @param standard null where the default depends on other parameters */
    private static Parameter<Boolean> flag(String name, @Nullable Boolean standard, String description) {
        return new Parameter<>(
                name,
                Syntax.FLAG,
                Boolean::valueOf,
                new Range<>(Syntax.FLAG.rule, value -> true),
                standard == null ? null : standard.toString(),
                description);
    }

    /** As in requests and responses, in snake_case. */
    public String name() {
        return name;
    }

    /** What it does, in a sentence without its end. */
    public String description() {
        return description;
    }

    /** Which values it can have, e.g. {@code 1 to 100000000}. */
    public String rule() {
        return range.rule();
    }

    /** What stands for a value in a synopsis: {@code N}, {@code X}, {@code WORD} or {@code FLAG}. */
    public String placeholder() {
        return syntax.placeholder;
    }

    /** Whether it is true or false. */
    public boolean isFlag() {
        return syntax == Syntax.FLAG;
    }

    /** The default as it would be given; empty where the program chooses a value by the data, the machine or other parameters. */
    public Optional<String> defaultText() {
        return Optional.ofNullable(defaultText);
    }

    /**
     * Checks a value.
     *
     * @return the value
     * @throws ParameterException if it is out of range
     */
    public T check(T value) {
        if (!range.contains().test(value)) {
            throw new ParameterException(name, value, range.rule());
        }
        return value;
    }

    /**
     * Reads a value.
     *
     * @throws ParameterException if the text is no such value, or out of range
     */
    public T parse(String text) {
        return check(read(text.strip()));
    }

    private T read(String text) {
        String rule = syntax.rule;
        if (syntax.pattern.matcher(text).matches()) {
            try {
                return reader.apply(text);
            } catch (IllegalArgumentException e) {
                // written as it should be, but another word or more digits than there may be
                rule = range.rule();
            }
        }
        throw new ParameterException(name, shortened(text), syntax == Syntax.WORD ? range.rule() : rule);
    }

    /**
     * The value that is called so, of those that are given as words.
     *
     * @throws ParameterException if there is none, with the name of the parameter and its rule
     */
    static <E> E labelled(E[] values, Function<E, String> label, String text, String name, String rule) {
        return Arrays.stream(values)
                .filter(value -> label.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new ParameterException(name, text, rule));
    }

    /** So much of a text as fits a message. */
    public static String shortened(String text) {
        return text.length() <= MAX_SHOWN_LENGTH ? text : text.substring(0, MAX_SHOWN_LENGTH) + "...";
    }

    /**
     * The value given in texts by name; empty where there is none, or a blank one.
     *
     * @throws ParameterException if it can't be used
     */
    public Optional<T> givenIn(Map<String, String> texts) {
        return Optional.ofNullable(texts.get(name))
                .filter(text -> !text.isBlank())
                .map(this::parse);
    }

    /** The value given in texts by name, or else the default, which it must have. */
    T in(Map<String, String> texts) {
        return givenIn(texts).orElseGet(() -> parse(defaultText().orElseThrow()));
    }

    @Override
    public String toString() {
        return name;
    }
}
