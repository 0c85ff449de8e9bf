package org.genoqc.homogeneity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobParameters;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.job.running.JobIntake;
import org.genoqc.homogeneity.job.running.Jobs;
import org.genoqc.homogeneity.job.running.ReceivedDataSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartRequest;

/** Submits, shows, cancels and removes jobs. */
@RestController
@RequestMapping(path = "/jobs", produces = MediaType.APPLICATION_JSON_VALUE)
class JobController {

    private static final int MAX_LISTED = 1000;
    private static final int MAX_BATCHES = 10_000;

    private final Jobs jobs;
    private final JobIntake intake;
    private final JobLookup lookup;

    JobController(Jobs jobs, JobIntake intake, JobLookup lookup) {
        this.jobs = jobs;
        this.intake = intake;
        this.lookup = lookup;
    }

    record JobList(List<JobView> jobs) {}

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Object> submit(
            @RequestParam MultiValueMap<String, String> fields, MultipartRequest parts, HttpServletRequest request)
            throws IOException, ParameterForm.BadParameterException {
        ReceivedDataSet received = ReceivedFile.all(parts);
        ParameterForm form = new ParameterForm(fields);
        JobParameters parameters = form.parse();
        form.check(received.annotation() != null || parameters.format().hasChromosomes());
        if (form.isValidateOnly()) {
            return ResponseEntity.ok(ValidationView.of(intake.validate(received, parameters, jobs.workers())));
        }
        Job job = intake.submit(SubmissionGate.submission(request), received, parameters);
        return ResponseEntity.accepted()
                .location(URI.create("/jobs/" + job.id()))
                .body(JobView.of(job));
    }

    @GetMapping
    ResponseEntity<JobList> list(
            @RequestParam(required = false) @Nullable Set<JobState.Name> state,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before)
            throws ParameterForm.BadParameterException {
        requireBetween("limit", limit, 1, MAX_LISTED);
        Set<JobState.Name> states = state == null || state.isEmpty() ? null : EnumSet.copyOf(state);
        List<Job> page = lookup.list(states, before, limit + 1);
        List<Job> shown = page.subList(0, Math.min(limit, page.size()));
        HttpHeaders headers = new HttpHeaders();
        if (page.size() > limit) {
            StringBuilder next = new StringBuilder("/jobs?limit=")
                    .append(limit)
                    .append("&before=")
                    .append(shown.getLast().number());
            if (states != null) {
                states.forEach(name -> next.append("&state=").append(name));
            }
            headers.add(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
        }
        return ResponseEntity.ok()
                .headers(headers)
                .body(new JobList(shown.stream().map(JobView::of).toList()));
    }

    @GetMapping("/{id}")
    JobView get(@PathVariable String id) throws IOException {
        Job job = lookup.find(id);
        return JobView.of(job, jobs.transitions(job.id()), jobs.verdict(job).orElse(null));
    }

    @GetMapping("/{id}/batches")
    BatchesView batches(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "1000") int limit)
            throws IOException, ParameterForm.BadParameterException {
        requireBetween("offset", offset, 0, Integer.MAX_VALUE);
        requireBetween("limit", limit, 1, MAX_BATCHES);
        Job job = lookup.find(id);
        return BatchesView.of(
                job, jobs.timings(job, offset, limit), jobs.verdict(job).orElse(null), jobs.workers(), offset);
    }

    /** Cancels a live job, removes an ended one. */
    @DeleteMapping("/{id}")
    ResponseEntity<JobView> delete(@PathVariable String id) throws IOException {
        Job job = lookup.findToChange(id);
        if (job.state().isEnded()) {
            jobs.remove(job);
            return ResponseEntity.noContent().build();
        }
        return ResponseEntity.accepted().body(JobView.of(jobs.cancel(job)));
    }

    private static void requireBetween(String name, int value, int least, int most)
            throws ParameterForm.BadParameterException {
        if (value < least || value > most) {
            throw new ParameterForm.BadParameterException(
                    name, name + " must be " + least + " to " + most + ", not " + value);
        }
    }
}
