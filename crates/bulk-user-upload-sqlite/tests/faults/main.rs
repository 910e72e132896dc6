//! Faults: processes that are killed, that race and that hang, disks that are full, files that are locked,
//! read-only or damaged, rights that change meanwhile. Whatever happens, the next start finds every user with
//! its history, and every history with its users (SPEC section 9); and no password is ever on disk.
#![cfg(unix)]

mod canary;
mod common;
mod damaged;
mod disk;
mod invariants;
mod kill;
mod lease;
mod locked;
mod mount;
mod pool;
mod processes;
mod quick;
mod readonly;
mod rights;
mod worker;
