process CHI2HOMOGENEITY_TEST {
    tag "$meta.id"
    label 'process_medium'

    conda "${moduleDir}/environment.yml"

    input:
    tuple val(meta), path(counts, stageAs: 'counts*/*'), val(batches)
    path(annotation, stageAs: 'annotation/*')

    output:
    tuple val(meta), path("*.result.tsv"), emit: result
    tuple val(meta), path("*.findings.tsv"), emit: findings
    tuple val(meta), path("*.genotyping-batches.tsv"), emit: report_card
    tuple val(meta), path("*.zero-cluster.txt"), emit: zero_cluster
    tuple val(meta), path("*.summary.txt"), emit: summary
    path "*_multiqc/*_mqc.json", emit: multiqc
    path "versions.yml", emit: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def prefix = task.ext.prefix ?: "${meta.id}"
    // of a single file Nextflow makes no list
    def files = counts instanceof List ? counts.collect { item -> item.toString() } : [counts.toString()]
    if (batches && batches.size() != files.size()) {
        error("${meta.id}: ${files.size()} files of counts, but ${batches.size()} names of genotyping batches")
    }
    // the folders that name the files of Axiom's software are lost when these are staged
    if (!batches && files.any { item -> item.contains('/Ps.performance') }) {
        error("${meta.id}: files called Ps.performance.txt need the names of their genotyping batches")
    }
    def quoted = { text -> "'" + text.toString().replace("'", "'\\''") + "'" }
    def inputs = files.collect { item -> quoted(item) }.join(' ')
    // on one line, since Nextflow strips the indentation that all lines of the script share
    def rows = [files, batches ?: []].transpose().flatten().collect { item -> quoted(item) }.join(' ')
    def write_manifest = batches ? "printf '%s\\t%s\\n' file batch_name ${rows} > manifest.tsv" : ''
    def manifest = batches ? '--manifest manifest.tsv' : ''
    def places = annotation ? "--annotation ${quoted(annotation)}" : ''
    // the rest is for the JVM itself
    def heap = task.memory ? "-Xmx${(task.memory.toMega() * 0.8).intValue()}m" : ''
    """
    export CHI2_HOMOGENEITY_OPTS="\${CHI2_HOMOGENEITY_OPTS:-} ${heap}"
    ${write_manifest}
    chi2-homogeneity test \\
        ${inputs} \\
        ${prefix}.result.tsv \\
        ${manifest} ${places} \\
        --findings ${prefix}.findings.tsv \\
        --report-card ${prefix}.genotyping-batches.tsv \\
        --exclusions ${prefix}.zero-cluster.txt \\
        --exclusions-format plink-zero-cluster \\
        --multiqc ${prefix}_multiqc \\
        --summary ${prefix}.summary.txt \\
        --n-workers ${task.cpus} \\
        ${args}

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
        chi2-homogeneity: \$(chi2-homogeneity --version | sed -n 's/^chi2-homogeneity //p')
    END_VERSIONS
    """

    stub:
    def prefix = task.ext.prefix ?: "${meta.id}"
    """
    mkdir ${prefix}_multiqc
    touch ${prefix}.result.tsv ${prefix}.findings.tsv ${prefix}.genotyping-batches.tsv
    touch ${prefix}.zero-cluster.txt ${prefix}.summary.txt
    touch ${prefix}_multiqc/chi2-homogeneity.report-card_mqc.json ${prefix}_multiqc/chi2-homogeneity.findings_mqc.json

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
        chi2-homogeneity: \$(chi2-homogeneity --version | sed -n 's/^chi2-homogeneity //p')
    END_VERSIONS
    """
}
