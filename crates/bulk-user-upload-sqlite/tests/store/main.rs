//! The file as a directory and as a store of imports: the engine's kits, and every case of the test data.

mod cases;
mod files;
mod kits;
