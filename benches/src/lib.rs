//! Benchmarks: the files to check, the work that is measured, and the measurements.
//!
//! `cargo bench -p benches` runs the criterion benchmarks. `cargo run --release -p benches --bin ratios`
//! prints the tables of `docs/performance.md`.

pub mod hostile;
pub mod measure;
pub mod users;
pub mod work;
