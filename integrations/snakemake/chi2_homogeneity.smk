# Tests a data set of SNP array genotype counts for homogeneity over genotyping batches, by the command
# "chi2-homogeneity test". To be included, or used as a module; what can be set is in config.yaml beside this file.

homogeneity_settings = config["chi2_homogeneity"]
homogeneity_folder = homogeneity_settings.get("folder", "results/chi2_homogeneity")


rule chi2_homogeneity:
    input:
        counts=homogeneity_settings["counts"],
        manifest=homogeneity_settings.get("manifest") or [],
        annotation=homogeneity_settings.get("annotation") or [],
    output:
        result=f"{homogeneity_folder}/result.tsv",
        findings=f"{homogeneity_folder}/findings.tsv",
        report_card=f"{homogeneity_folder}/genotyping-batches.tsv",
        zero_cluster=f"{homogeneity_folder}/zero-cluster.txt",
        summary=f"{homogeneity_folder}/summary.txt",
        multiqc_report_card=f"{homogeneity_folder}/multiqc/chi2-homogeneity.report-card_mqc.json",
        multiqc_findings=f"{homogeneity_folder}/multiqc/chi2-homogeneity.findings_mqc.json",
    log:
        f"{homogeneity_folder}/chi2-homogeneity.log",
    params:
        command=homogeneity_settings.get("command", "chi2-homogeneity"),
        manifest=lambda wildcards, input: ["--manifest", input.manifest] if input.manifest else [],
        annotation=lambda wildcards, input: ["--annotation", input.annotation] if input.annotation else [],
        format=homogeneity_settings.get("format", "auto"),
        random_seed=homogeneity_settings.get("random_seed", 42),
        policy=homogeneity_settings.get("policy", "balanced"),
        options=homogeneity_settings.get("options", ""),
    threads: homogeneity_settings.get("threads", 4)
    conda:
        "environment.yaml"
    shell:
        "{params.command} test {input.counts:q} {output.result:q}"
        " {params.manifest:q} {params.annotation:q} --format {params.format}"
        " --findings {output.findings:q}"
        " --report-card {output.report_card:q}"
        " --exclusions {output.zero_cluster:q} --exclusions-format plink-zero-cluster"
        " --policy {params.policy:q}"
        ' --multiqc "$(dirname {output.multiqc_findings:q})"'
        " --summary {output.summary:q}"
        " --random-seed {params.random_seed} --n-workers {threads}"
        " {params.options} > {log:q} 2>&1"
