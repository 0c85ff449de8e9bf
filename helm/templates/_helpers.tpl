{{- define "chi2-homogeneity.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- /* The release may be named like the chart: then once is enough. */}}
{{- define "chi2-homogeneity.fullname" -}}
{{- $name := include "chi2-homogeneity.name" . }}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else if contains $name .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "chi2-homogeneity.commonLabels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- /* What selects the replicas, and nothing else; not the pod of "helm test" either. */}}
{{- define "chi2-homogeneity.selectorLabels" -}}
app.kubernetes.io/name: {{ include "chi2-homogeneity.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: service
{{- end }}

{{- define "chi2-homogeneity.labels" -}}
{{ include "chi2-homogeneity.selectorLabels" . }}
{{ include "chi2-homogeneity.commonLabels" . }}
{{- end }}

{{- define "chi2-homogeneity.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end }}
{{- end }}

{{- define "chi2-homogeneity.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{ default (include "chi2-homogeneity.fullname" .) .Values.serviceAccount.name }}
{{- else -}}
{{ default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "chi2-homogeneity.claim" -}}
{{ default (include "chi2-homogeneity.fullname" .) .Values.persistence.existingClaim }}
{{- end }}

{{- define "chi2-homogeneity.databaseSecret" -}}
{{ default (printf "%s-database" (include "chi2-homogeneity.fullname" .)) .Values.postgresql.existingSecret }}
{{- end }}

{{- /* Whether two replicas can be at work at once, be it only while one replaces the other. */}}
{{- define "chi2-homogeneity.canShare" -}}
{{- if and .Values.postgresql.host (eq .Values.persistence.accessMode "ReadWriteMany") }}true{{ end }}
{{- end }}

{{- define "chi2-homogeneity.shutdownGraceSeconds" -}}
{{ .Values.homogeneity.shutdownGrace | trimSuffix "s" | int }}
{{- end }}

{{- /* The configuration file of the service. */}}
{{- define "chi2-homogeneity.configuration" -}}
{{- with .Values.homogeneity }}
homogeneity:
  max-upload-size: {{ .maxUploadSize }}
  min-free-space: {{ .minFreeSpace }}
  {{- with .maxDataSize }}
  max-data-size: {{ . }}
  {{- end }}
  orphan-age: {{ .orphanAge }}
  shutdown-grace: {{ .shutdownGrace }}
  engine: {{ .engine }}
  {{- with .spark }}
  {{- if .master }}
  spark:
    master: {{ .master | quote }}
    job-jar: {{ .jobJar | quote }}
    {{- with .dataDir }}
    data-dir: {{ . | quote }}
    {{- end }}
    from-size: {{ .fromSize }}
    driver-memory: {{ .driverMemory }}
    executor-memory: {{ .executorMemory }}
    retry: {{ .retry }}
    {{- with .properties }}
    properties:
      {{- range $name, $value := . }}
      {{ printf "[%s]" $name | quote }}: {{ $value | quote }}
      {{- end }}
    {{- end }}
  {{- end }}
  {{- end }}
  executor:
    {{- with .executor.workers }}
    workers: {{ int . }}
    {{- end }}
    queue-capacity: {{ int .executor.queueCapacity }}
  jobs:
    concurrent: {{ int .jobs.concurrent }}
    concurrent-small: {{ int .jobs.concurrentSmall }}
    max-queued: {{ int .jobs.maxQueued }}
    max-deaths: {{ int .jobs.maxDeaths }}
    retention: {{ .jobs.retention }}
  progress:
    max-streams: {{ int .progress.maxStreams }}
    heartbeat: {{ .progress.heartbeat }}
  security:
    mode: {{ .security.mode }}
    allow-anonymous: {{ .security.allowAnonymous }}
    {{- if .security.existingSecret }}
    keys-file: /etc/chi2-homogeneity-keys/keys
    {{- end }}
    {{- with .security.oauth2 }}
    {{- if .issuerUri }}
    oauth2:
      issuer-uri: {{ .issuerUri | quote }}
      {{- with .jwkSetUri }}
      jwk-set-uri: {{ . | quote }}
      {{- end }}
      audience: {{ .audience | quote }}
      role-claim: {{ .roleClaim | quote }}
    {{- end }}
    {{- end }}
  limits:
    rows: {{ int64 .limits.rows }}
    probesets: {{ int64 .limits.probesets }}
    genotyping-batches: {{ int64 .limits.genotypingBatches }}
    fields: {{ int64 .limits.fields }}
    unpacked-size: {{ .limits.unpackedSize }}
    compression-ratio: {{ int64 .limits.compressionRatio }}
    simulations: {{ int64 .limits.simulations }}
    jobs-of-principal: {{ int64 .limits.jobsOfPrincipal }}
    bytes-of-principal: {{ .limits.bytesOfPrincipal }}
    simulations-of-principal: {{ int64 .limits.simulationsOfPrincipal }}
    requests-per-minute: {{ int64 .limits.requestsPerMinute }}
    requests-at-once: {{ int64 .limits.requestsAtOnce }}
    streams-of-principal: {{ int64 .limits.streamsOfPrincipal }}
    min-upload-rate: {{ .limits.minUploadRate }}
    upload-grace: {{ .limits.uploadGrace }}
{{- end }}
db-scheduler:
  # jobs that are handed back end a moment after the grace
  shutdown-max-wait: {{ add (include "chi2-homogeneity.shutdownGraceSeconds" .) 10 }}s
{{- with .Values.postgresql }}
{{- if .host }}
spring:
  datasource:
    url: {{ printf "jdbc:postgresql://%s:%d/%s%s" .host (int .port) .database (ternary (printf "?%s" .parameters) "" (ne .parameters "")) | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "chi2-homogeneity.podSecurityContext" -}}
runAsNonRoot: true
{{- with .Values.runAsUser }}
runAsUser: {{ . | int64 }}
runAsGroup: {{ . | int64 }}
fsGroup: {{ . | int64 }}
fsGroupChangePolicy: OnRootMismatch
{{- end }}
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "chi2-homogeneity.securityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}
