# Made fisher_2x3.tsv and fisher_2x2.tsv: Rscript fisher.R   (R 4.2.2; in this folder)
# Two rows of counts, then R's exact two-sided p-value.
set.seed(20270113)
shapes <- list(
  c(0.25, 0.5, 0.25), c(0.81, 0.18, 0.01), c(0.98, 0.0199, 0.0001), c(0.01, 0.01, 0.98),
  c(1, 1, 1) / 3, c(0.5, 0, 0.5), c(0.6, 0.4, 0), c(0.05, 0.9, 0.05))
row <- function(n, shape) as.vector(rmultinom(1, n, shape))
make <- function(i, columns) {
  n <- sample(c(1, 3, 10, 30, 92, 200), 1)
  m <- sample(c(1, 5, 20, 92, 400, 1500), 1)
  first <- shapes[[sample(length(shapes), 1)]]
  second <- if (i %% 3 == 0) shapes[[sample(length(shapes), 1)]] else if (i %% 3 == 1) first else
    0.7 * first + 0.3 * shapes[[sample(length(shapes), 1)]]
  if (columns == 2) { first <- c(first[1], sum(first[2:3])); second <- c(second[1], sum(second[2:3])) }
  rbind(row(n, first), row(m, second))
}
write <- function(file, columns) {
  lines <- sapply(1:500, function(i) {
    t <- make(i, columns)
    used <- t[, colSums(t) > 0, drop = FALSE]
    p <- if (ncol(used) < 2) 1 else fisher.test(used, workspace = 2e7, conf.int = FALSE)$p.value
    paste(c(t(t), sprintf("%.17g", p)), collapse = "\t")
  })
  header <- paste(c(outer(c("a", "b", "c")[1:columns], 1:2, paste0), "p"), collapse = "\t")
  writeLines(c(header, lines), file)
}
write("fisher_2x3.tsv", 3)
write("fisher_2x2.tsv", 2)
