//! Benchmarks: files to check, the work that is measured on them, and how it is measured.
//!
//! `cargo bench -p benches` runs the criterion benches; `cargo run --release -p benches --bin ratios` prints the tables
//! of `docs/performance.md`.

pub mod hostile;
pub mod measure;
pub mod users;
pub mod work;
