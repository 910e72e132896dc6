//! The `bulk-user-upload` command.
fn main() {}
