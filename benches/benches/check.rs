//! The criterion benchmarks: the loop of the `csv` crate, the full check, and the two parts of the check.

use std::time::Duration;

use benches::{users, work};
use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

const SIZES: [(&str, usize); 3] = [("100 KB", 102_400), ("10 MB", 10_000_000), ("100 MB", 100_000_000)];

fn check(criterion: &mut Criterion) {
    let (template, directory) = (users::template(), users::directory(10_000, 0));
    let uploader = directory.as_uploader(users::UPLOADER).expect("the uploader is in the directory");
    for (name, size) in SIZES {
        let bytes = users::file(size);
        let upload = || work::upload(bytes.clone());
        let mut group = criterion.benchmark_group("check");
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        if size > 1_000_000 {
            group.sample_size(10).measurement_time(Duration::from_secs(10));
        }
        group.bench_with_input(BenchmarkId::new("csv loop", name), &bytes, |bencher, bytes| {
            bencher.iter(|| work::csv_loop(bytes));
        });
        group.bench_function(BenchmarkId::new("full", name), |bencher| {
            bencher.iter_batched(
                upload,
                |upload| work::full_check(&template, upload, &uploader),
                BatchSize::PerIteration,
            );
        });
        group.bench_function(BenchmarkId::new("without a directory", name), |bencher| {
            bencher.iter_batched(
                upload,
                |upload| work::check_alone(&template, upload),
                BatchSize::PerIteration,
            );
        });
        group.bench_function(BenchmarkId::new("directory and verdict", name), |bencher| {
            bencher.iter_batched(
                || work::check_alone(&template, upload()),
                |checked| {
                    let answers = work::ask(&checked, &uploader);
                    work::resolve(checked, answers)
                },
                BatchSize::PerIteration,
            );
        });
        group.finish();
    }
}

criterion_group!(benches, check);
criterion_main!(benches);
