//! The C library: how it is installed, and its tests.

mod bench;
mod cases;
mod install;
mod page;
mod programs;
mod test;

pub(crate) use bench::bench;
pub(crate) use install::{Profile, install};
pub(crate) use test::test;
