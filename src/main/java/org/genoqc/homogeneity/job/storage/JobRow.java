package org.genoqc.homogeneity.job.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.genoqc.homogeneity.batch.BatchSize;
import org.genoqc.homogeneity.batch.Progress;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobError;
import org.genoqc.homogeneity.job.JobParameters;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.parameters.Analysis;
import org.genoqc.homogeneity.parameters.Engine;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.genoqc.homogeneity.parameters.SexChromosomes;
import org.genoqc.homogeneity.parameters.Streams;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A row of the table {@code job} as a {@link Job}. */
@Component
class JobRow implements RowMapper<Job> {

    private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};

    private final JsonMapper json;

    JobRow(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Job mapRow(ResultSet row, int number) throws SQLException {
        TestParameters test = new TestParameters(
                row.getInt("n_simulations"),
                row.getDouble("min_expected_count"),
                row.getLong("random_seed"),
                Streams.ofLabel(row.getString("streams")),
                row.getBoolean("adaptive"),
                row.getInt("exceedances"),
                row.getInt("max_simulations"),
                row.getBoolean("confirm"),
                Analysis.ofLabel(row.getString("analysis")),
                row.getDouble("findings_alpha"),
                SexChromosomes.ofLabel(row.getString("sex_chromosomes")));
        Instant submitted = row.getObject("submitted_at", OffsetDateTime.class).toInstant();
        String warnings = row.getString("warnings");
        return new Job(
                row.getObject("id", UUID.class),
                row.getLong("number"),
                row.getString("owner"),
                state(row),
                new Job.Input(
                        row.getString("input_name"),
                        row.getLong("input_bytes"),
                        row.getString("input_sha256"),
                        row.getInt("input_files")),
                new JobParameters(
                        test,
                        row.getObject("batch_size", Integer.class),
                        InputFormat.ofLabel(row.getString("format")),
                        row.getBoolean("best_probesets_only"),
                        engine(row.getString("engine"))),
                new Job.Times(submitted, instant(row, "started_at"), instant(row, "ended_at")),
                dataSet(row),
                new Progress.Snapshot(
                        row.getLong("probesets"),
                        row.getLong("standard"),
                        row.getLong("monte_carlo"),
                        row.getLong("skipped"),
                        row.getLong("batches"),
                        row.getLong("batches_running"),
                        row.getLong("batches_completed")),
                new Job.Execution(Engine.ofLabel(row.getString("run_by")), row.getString("waits_for")),
                warnings == null ? List.of() : json.readValue(warnings, STRINGS));
    }

    private JobState state(ResultSet row) throws SQLException {
        JobState.Name name = JobState.Name.valueOf(row.getString("state"));
        return switch (name) {
            case QUEUED, INITIALIZING, RUNNING, CANCELING -> new JobState.Live(name);
            case COMPLETE ->
                new JobState.Complete(
                        new JobState.ResultFile(row.getLong("result_bytes"), row.getString("result_sha256")));
            case CANCELED -> new JobState.Canceled();
            case EXECUTOR_ERROR, SYSTEM_ERROR ->
                new JobState.Failed(name, json.readValue(row.getString("error"), JobError.class));
        };
    }

    private static Job.@Nullable DataSet dataSet(ResultSet row) throws SQLException {
        Integer size = row.getObject("used_batch_size", Integer.class);
        return size == null
                ? null
                : new Job.DataSet(
                        row.getLong("input_rows"),
                        row.getInt("genotyping_batches"),
                        new BatchSize(size, row.getString("batch_size_reason")));
    }

    private static @Nullable Engine engine(@Nullable String label) {
        return label == null ? null : Engine.ofLabel(label);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
