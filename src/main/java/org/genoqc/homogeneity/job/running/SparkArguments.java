package org.genoqc.homogeneity.job.running;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.genoqc.homogeneity.input.InputFile;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.job.DataDirectory;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobParameters;
import org.genoqc.homogeneity.job.storage.JobInputs;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.genoqc.homogeneity.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A job as arguments of the job jar: paths as the cluster sees them, and options as those of the command {@code test}. */
@Component
class SparkArguments {

    private final DataDirectory directory;
    private final @Nullable String rootThere;

    SparkArguments(DataDirectory directory, HomogeneityProperties properties) {
        this.directory = directory;
        this.rootThere = properties.spark().dataDir();
    }

    /** @param output the folder that it writes to */
    List<String> of(Job job, InputFiles input, Path output) {
        List<String> arguments = new ArrayList<>();
        input.files().forEach(file -> arguments.add(there(file.path())));
        arguments.addAll(List.of("--output", there(output)));
        Path names = JobInputs.names(input);
        if (Files.exists(names)) {
            arguments.addAll(List.of("--names", there(names)));
        }
        add(arguments, "--manifest", input.manifest());
        add(arguments, "--annotation", input.annotation());
        addParameters(arguments, job.parameters());
        return arguments;
    }

    private void add(List<String> arguments, String option, @Nullable InputFile file) {
        if (file != null) {
            arguments.addAll(List.of(option, there(file.path())));
        }
    }

    private static void addParameters(List<String> arguments, JobParameters parameters) {
        boolean adaptive = parameters.test().adaptive();
        parameters.test().effective().forEach((name, value) -> {
            String option = name.replace('_', '-');
            boolean isFlag = value.equals("true") || value.equals("false");
            if (!isFlag) {
                arguments.addAll(List.of("--" + option, value));
            } else if (Boolean.parseBoolean(value)) {
                arguments.add("--" + option);
            } else if (name.equals(Parameter.CONFIRM.name()) && adaptive) {
                // the only one that is not false unless it is given
                arguments.add("--no-" + option);
            }
        });
        if (parameters.batchSize() != null) {
            arguments.addAll(List.of("--batch-size", parameters.batchSize().toString()));
        }
        if (parameters.format() != InputFormat.AUTO) {
            arguments.addAll(List.of("--format", parameters.format().label()));
        }
        if (parameters.bestProbesetsOnly()) {
            arguments.add("--best-probesets-only");
        }
    }

    /** A file of the data directory as the cluster sees it. */
    private String there(Path file) {
        if (rootThere == null) {
            String uri = file.toUri().toString();
            return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
        }
        String root = rootThere.endsWith("/") ? rootThere.substring(0, rootThere.length() - 1) : rootThere;
        return root + "/" + directory.root().relativize(file).toString().replace('\\', '/');
    }
}
